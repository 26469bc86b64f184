//! title: ctor key to string reads a key itself
//! stopped: 4 EXECUTION_ERROR
const inner = { toString: () => 'length' }
const outer = { toString: () => ((() => {})[inner], ((a, b) => {})[inner] === 2 ? 'constructor' : 'name') }
return (() => {})[outer]("return 'ESCAPED'")()
