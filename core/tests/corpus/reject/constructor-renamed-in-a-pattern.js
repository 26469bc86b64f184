//! title: a pattern renames the constructor
//! finding: NO_DANGEROUS_DESTRUCTURING 1
const { constructor: make } = []
return make
