//! title: the idioms do not pass at secure
//! level: secure
//! finding: NO_CONSTRUCTOR_ACCESS 2
const o = { a: 1 }
return Object.prototype.hasOwnProperty.call(o, 'a')
