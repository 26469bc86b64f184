//! title: a method of Object.prototype is kept in a constant
//! finding: NO_CONSTRUCTOR_ACCESS 1
const own = Object.prototype.hasOwnProperty
const user = { id: 1 }
return own.call(user, 'id')
