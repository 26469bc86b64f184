//! title: ctor key to string inherited from frozen object
//! stopped: 4 EXECUTION_ERROR
const base = Object.freeze({ toString: () => 'constructor' })
return (() => {})[Object.create(base)]("return 'ESCAPED'")()
