//! title: a pattern with a reserved name
//! finding: RESERVED_PREFIX 1
const { turn: __ag_turn } = context
return 1
