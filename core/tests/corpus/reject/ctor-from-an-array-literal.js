//! title: a key out of an array literal, by a constant index
//! finding: NO_CONSTRUCTOR_ACCESS 3
const KEYS = ['name', 'constructor', 'length']
const at = 1
return (() => 1)[KEYS[at]]
