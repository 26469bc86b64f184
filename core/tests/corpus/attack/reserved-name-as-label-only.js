//! title: reserved name as label only
//! stopped: 1 RESERVED_PREFIX
__safe_loop: for (const a of [1]) break __safe_loop
return 1
