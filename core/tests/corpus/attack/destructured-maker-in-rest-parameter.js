//! title: destructured maker in rest parameter
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const f = (...{ constructor: { constructor: make } }) => make("return 'ESCAPED'")()
return f()
