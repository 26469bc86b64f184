//! title: destructured maker in for of head
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
for (const { constructor: make } of [() => {}]) return make("return 'ESCAPED'")()
