//! title: ctor key from object keys
//! stopped: 4 EXECUTION_ERROR
const [key] = Object.keys({ constructor: 1 })
return (() => {})[key]("return 'ESCAPED'")()
