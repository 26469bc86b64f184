//! title: a key out of an object literal of constants
//! finding: NO_CONSTRUCTOR_ACCESS 3
const KEYS = { make: 'constructor', proto: '__proto__' }
const list = []
return list[KEYS.make]
