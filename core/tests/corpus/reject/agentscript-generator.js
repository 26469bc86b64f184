//! title: a generator
//! language: agentscript
//! finding: NO_USER_FUNCTION 1
function* ids() { yield 1 }
return [...ids()]
