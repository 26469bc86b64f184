//! title: a list as key
//! finding: NO_CONSTRUCTOR_ACCESS 2
const o = {}
return o[['__proto__']]
