//! title: a reserved name as a parameter
//! finding: RESERVED_PREFIX 1
const f = (__safe_a) => 1
return f(1)
