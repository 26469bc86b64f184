//! title: a reserved name is declared
//! finding: RESERVED_PREFIX 1
//! finding: RESERVED_PREFIX 2
const __ag_counter = 1
return __ag_counter
