//! title: a key out of an object
//! finding: NO_CONSTRUCTOR_ACCESS 3
const words = { first: 'a', second: 'constructor' }
return []
  [words.second]
