//! title: Object.prototype as a value
//! finding: NO_CONSTRUCTOR_ACCESS 1
const has = Object.prototype.hasOwnProperty
return has.call({}, 'a')
