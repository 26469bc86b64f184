//! title: destructured maker in catch
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
try {
  throw () => {}
} catch ({ constructor: make }) {
  return make("return 'ESCAPED'")()
}
