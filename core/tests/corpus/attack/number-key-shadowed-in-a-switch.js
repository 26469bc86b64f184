//! title: number key shadowed in a switch
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
let i = 0
switch (i) {
  case 0: {
    let i = 'constructor'.toString()
    return (() => {})[i]("return 'ESCAPED'")()
  }
}
