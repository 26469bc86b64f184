//! title: a key out of a list
//! finding: NO_CONSTRUCTOR_ACCESS 3
const words = ['length', 'constructor']
const index = 1
return [][words[index]]
