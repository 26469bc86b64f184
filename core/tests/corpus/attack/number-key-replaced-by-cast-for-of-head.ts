//! title: number key replaced by cast for of head
//! stopped: 4 EXECUTION_ERROR
let i = 0
for ((i as any) of ['constructor']) {}
return ((() => {}) as any)[i]("return 'ESCAPED'")()
