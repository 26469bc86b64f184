//! title: destructured maker in rest of an array
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const [...{ constructor: { constructor: make } }] = [1]
return make("return 'ESCAPED'")()
