//! title: a key made by join
//! finding: NO_CONSTRUCTOR_ACCESS 2
const key = ['con', 'struct', 'or'].join('')
return [][key]
