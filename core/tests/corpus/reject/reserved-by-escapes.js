//! title: a reserved name by escapes
//! finding: RESERVED_PREFIX 1
const \u005f_ag_x = 1
return 1
