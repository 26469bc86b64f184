//! title: console is silenced
//! finding: NO_CALL_TARGET_ASSIGNMENT 2
const noop = () => {}
console = { log: noop }
console.log('x')
return 1
