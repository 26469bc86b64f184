//! title: a key cut out of a longer text
//! finding: NO_CONSTRUCTOR_ACCESS 2
const sentence = 'a deconstructor of things'
const make = [][sentence.slice(4, 15)]
return make
