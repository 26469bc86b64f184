//! title: a key made of character codes
//! finding: NO_CONSTRUCTOR_ACCESS 2
const key = String.fromCharCode(95, 95) + 'proto' + String.fromCodePoint(95, 95)
return {}[key]
