//! title: parallel as a parameter in agentscript
//! level: standard
//! language: agentscript
//! finding: NO_CALL_TARGET_ASSIGNMENT 1
const run = (parallel) => parallel.length
return run([1])
