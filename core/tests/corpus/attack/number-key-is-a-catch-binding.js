//! title: number key is a catch binding
//! stopped: 4 EXECUTION_ERROR
let i = 0
try { throw 'constructor' } catch (i) { return (() => {})[i]("return 'ESCAPED'")() }
