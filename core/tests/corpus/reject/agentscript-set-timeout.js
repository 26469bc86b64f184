//! title: setTimeout in agentscript
//! language: agentscript
//! finding: DISALLOWED_IDENTIFIER 2
const before = Date.now()
setTimeout(() => console.log('later'), 100)
return Date.now() - before
