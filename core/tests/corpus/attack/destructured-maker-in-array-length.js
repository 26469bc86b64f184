//! title: destructured maker in array length
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const [{ constructor: make }] = [() => {}]
return make("return 'ESCAPED'")()
