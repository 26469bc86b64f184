//! title: destructured maker in default of default
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const { a = { b: () => {} }, a: { b: { constructor: make } } = a } = {}
return make("return 'ESCAPED'")()
