//! title: the type of a reserved name is asked for
//! finding: RESERVED_PREFIX 1
const there = typeof __ag_key !== 'undefined'
return there
