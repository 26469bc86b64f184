//! title: a method
//! level: strict
//! finding: NO_USER_FUNCTION 1
const api = { total(items) { return items.length } }
return api.total([1])
