//! title: a key in capitals that is lowered
//! finding: NO_CONSTRUCTOR_ACCESS 2
const KEY = 'CONSTRUCTOR'
return [][KEY.toLowerCase()]
