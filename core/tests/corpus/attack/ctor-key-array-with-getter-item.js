//! title: ctor key array with getter item
//! stopped: 4 EXECUTION_ERROR
const items = { length: 1, get 0() { return 'constructor' }, join: [].join, toString() { return this.join() } }
return (() => {})[items]("return 'ESCAPED'")()
