//! title: the name idiom with a computed key
//! finding: NO_CONSTRUCTOR_ACCESS 2
const value = []
const name = value['constructor'].name
return name
