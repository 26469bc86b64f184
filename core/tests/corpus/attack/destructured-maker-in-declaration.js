//! title: destructured maker in declaration
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const { constructor: { constructor: make } } = () => {}
return make("return 'ESCAPED'")()
