//! title: ctor key from method name
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const { constructor: method } = { constructor() {} }
return (() => {})[method.name]("return 'ESCAPED'")()
