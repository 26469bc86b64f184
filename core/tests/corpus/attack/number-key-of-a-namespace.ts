//! title: number key of a namespace
//! stopped: 4 EXECUTION_ERROR
namespace N { export let i: any = 0 }
N.i = 'constructor'
return ((() => {}) as any)[N.i]("return 'ESCAPED'")()
