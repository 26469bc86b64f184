//! title: a function declaration
//! level: strict
//! finding: NO_USER_FUNCTION 1
function total(items) { return items.length }
return total([1])
