//! title: number key shadowed in a switch
//! stopped: 4 EXECUTION_ERROR
let i = 0
switch (i) {
  case 0: {
    let i = context.tenant && 'constructor'
    return (() => {})[i]("return 'ESCAPED'")()
  }
}
