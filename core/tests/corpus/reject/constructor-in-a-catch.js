//! title: a catch takes the constructor
//! finding: NO_DANGEROUS_DESTRUCTURING 3
try {
  throw new Error('a')
} catch ({ constructor: make }) {
  return make
}
