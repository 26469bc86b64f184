//! title: members of globalThis are destructured
//! finding: NO_GLOBAL_ACCESS 1
const { Math: M, JSON: J } = globalThis
return J.stringify(M.max(1, 2))
