//! title: a key out of character codes
//! finding: NO_CONSTRUCTOR_ACCESS 2
const key = String.fromCharCode(99, 111, 110, 115, 116, 114, 117, 99, 116, 111, 114)
const make = 'text'[key]
return make(1)
