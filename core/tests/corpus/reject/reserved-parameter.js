//! title: a parameter with a reserved name
//! finding: RESERVED_PREFIX 1
const double = (__safe_x) => 2
return double(4)
