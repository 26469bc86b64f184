//! title: a getter
//! level: strict
//! finding: NO_USER_FUNCTION 1
const o = { get a() { return 1 } }
return o.a
