//! title: destructured maker in for in head
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
for (const { constructor: { constructor: make } } in { key: 1 }) return make("return 'ESCAPED'")()
