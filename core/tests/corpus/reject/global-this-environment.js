//! title: the environment is read from globalThis
//! finding: NO_GLOBAL_ACCESS 2
const limit = 10
const key = globalThis.process?.env?.API_KEY
return { limit, key }
