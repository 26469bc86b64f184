//! title: __proto__ is assigned
//! finding: NO_CONSTRUCTOR_ACCESS 2
const o = {}
o.__proto__ = { isAdmin: true }
return o.isAdmin
