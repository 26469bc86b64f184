//! title: eval written with escapes
//! finding: NO_EVAL 1
const total = \u0065val('1 + 1')
return total
