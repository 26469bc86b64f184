//! title: ctor key changes with the hint
//! stopped: 4 EXECUTION_ERROR
const key = { [Symbol.toPrimitive]: (hint) => (hint === 'number' ? 1 : hint === 'default' ? 'name' : 'constructor') }
return (() => {})[key]("return 'ESCAPED'")()
