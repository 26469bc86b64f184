//! title: number key replaced behind as any
//! stopped: 4 EXECUTION_ERROR
let i = 0;
(i as any) = 'constructor'
return ((() => {}) as any)[i]("return 'ESCAPED'")()
