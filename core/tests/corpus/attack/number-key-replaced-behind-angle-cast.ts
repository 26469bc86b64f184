//! title: number key replaced behind angle cast
//! stopped: 4 EXECUTION_ERROR
let i = 0;
(<any>i) = 'constructor'
return ((() => {}) as any)[i]("return 'ESCAPED'")()
