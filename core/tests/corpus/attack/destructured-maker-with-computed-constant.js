//! title: destructured maker with computed constant
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const word = 'constr'
const { [`${word}uctor`]: make } = () => {}
return make("return 'ESCAPED'")()
