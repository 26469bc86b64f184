//! title: a function with a reserved name
//! finding: RESERVED_PREFIX 1
function __ag_helper() { return 1 }
return 1
