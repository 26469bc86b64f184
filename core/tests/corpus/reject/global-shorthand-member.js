//! title: globalThis as a shorthand member
//! finding: NO_GLOBAL_ACCESS 1
const host = { globalThis }
return host.globalThis === undefined
