//! title: a reserved name as a member
//! finding: RESERVED_PREFIX 2
const o = {}
o.__ag_x = 1
return o
