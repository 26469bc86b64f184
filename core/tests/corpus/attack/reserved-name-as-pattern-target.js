//! title: reserved name as pattern target
//! stopped: 1 RESERVED_PREFIX
({ a: __ag_turn } = { a: () => 1e9 })
return 1
