//! title: number key replaced behind non null
//! stopped: 4 EXECUTION_ERROR
let i: any = 0
i! = 'constructor'
return ((() => {}) as any)[i]("return 'ESCAPED'")()
