//! title: a key out of String.raw
//! finding: NO_CONSTRUCTOR_ACCESS 1
const make = 'a'[String.raw`constructor`]
return make
