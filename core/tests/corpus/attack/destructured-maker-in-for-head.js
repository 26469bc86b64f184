//! title: destructured maker in for head
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
for (let { constructor: make } = () => {}; ;) return make("return 'ESCAPED'")()
