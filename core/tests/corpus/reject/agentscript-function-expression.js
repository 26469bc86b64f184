//! title: a function expression
//! level: strict
//! finding: NO_USER_FUNCTION 1
const total = function (items) { return items.length }
return total([1])
