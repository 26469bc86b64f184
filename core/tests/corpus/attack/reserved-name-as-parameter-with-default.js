//! title: reserved name as parameter with default
//! stopped: 1 RESERVED_PREFIX
return ((a, __ag_key = (k) => k) => (() => {})[a])('name')
