//! title: the name idiom is for reading, not for writing
//! finding: NO_CONSTRUCTOR_ACCESS 2
const value = {}
value.constructor.name = 'Evil'
return value.constructor.name
