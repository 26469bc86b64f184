//! title: the global object
//! finding: NO_GLOBAL_ACCESS 1
const secrets = globalThis.process
return secrets
