//! title: reserved name by hoisted var in block
//! stopped: 1 RESERVED_PREFIX
if (context.tenant) { var __ag_key = (k) => k }
return (() => {})['name']
