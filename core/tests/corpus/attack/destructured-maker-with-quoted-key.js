//! title: destructured maker with quoted key
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const { 'constructor': make } = () => {}
return make("return 'ESCAPED'")()
