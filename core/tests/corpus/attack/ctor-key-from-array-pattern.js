//! title: ctor key from array pattern
//! stopped: 4 EXECUTION_ERROR
const [, key] = ['a', 'constructor']
return (() => {})[key]("return 'ESCAPED'")()
