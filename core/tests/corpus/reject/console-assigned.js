//! title: console is assigned
//! finding: NO_CALL_TARGET_ASSIGNMENT 1
console = { log: () => {} }
console.log(1)
