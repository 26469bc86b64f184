//! title: reserved name as catch binding
//! stopped: 1 RESERVED_PREFIX
try { throw (k) => k } catch (__ag_key) { return (() => {})[context.tenant] }
