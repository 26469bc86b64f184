//! title: reserved name by escape in the middle
//! stopped: 1 RESERVED_PREFIX
const __\u0061g_value = 1
return __\u{61}g_value
