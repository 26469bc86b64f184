//! title: a key out of base64
//! finding: NO_CONSTRUCTOR_ACCESS 2
const hidden = 'Y29uc3RydWN0b3I='
const make = ''[atob(hidden)]
return make
