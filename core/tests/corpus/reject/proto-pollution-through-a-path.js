//! title: the prototype of all objects is written
//! finding: NO_CONSTRUCTOR_ACCESS 2
const settings = {}
settings.__proto__.admin = true
return ({}).admin
