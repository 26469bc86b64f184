//! title: globalThis with an escape
//! finding: NO_GLOBAL_ACCESS 1
const g = gl\u006fbalThis
return g.Math.PI
