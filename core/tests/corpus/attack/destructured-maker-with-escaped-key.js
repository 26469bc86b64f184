//! title: destructured maker with escaped key
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const { \u0063onstructor: make } = () => {}
return make("return 'ESCAPED'")()
