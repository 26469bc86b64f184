//! title: reserved name as object shorthand
//! stopped: 1 RESERVED_PREFIX
return Object.keys({ __ag_turns })
