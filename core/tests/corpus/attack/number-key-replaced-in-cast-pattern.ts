//! title: number key replaced in cast pattern
//! stopped: 4 EXECUTION_ERROR
let i = 0;
[(i as any)] = ['constructor']
return ((() => {}) as any)[i]("return 'ESCAPED'")()
