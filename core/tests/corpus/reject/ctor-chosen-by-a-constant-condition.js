//! title: a key chosen by a condition that is constant
//! finding: NO_CONSTRUCTOR_ACCESS 3
const debug = true
const key = debug ? 'constructor' : 'length'
return [][key]
