//! title: number key exported inside its namespace
//! stopped: 4 EXECUTION_ERROR
namespace N {
  export let i: any = 0
  i = 'constructor'
  export const found = ((() => {}) as any)[i]
}
return N.found("return 'ESCAPED'")()
