//! title: globalThis in agentscript
//! level: secure
//! language: agentscript
//! finding: NO_GLOBAL_ACCESS 1
const total = globalThis.total ?? 0
return total
