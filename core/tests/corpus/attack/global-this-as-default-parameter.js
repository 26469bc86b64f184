//! title: global this as default parameter
//! stopped: 1 NO_GLOBAL_ACCESS
return ((g = globalThis) => typeof g.callTool)()
