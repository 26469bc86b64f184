//! title: global this as shorthand
//! stopped: 1 NO_GLOBAL_ACCESS
return Object.keys({ globalThis }.globalThis)
