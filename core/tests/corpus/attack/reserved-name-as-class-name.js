//! title: reserved name as class name
//! stopped: 1 RESERVED_PREFIX
class __ag_step {}
return typeof __ag_step
