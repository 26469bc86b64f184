//! title: a setter of an object
//! language: agentscript
//! finding: NO_USER_FUNCTION 2
let last = 0
const box = { set value(v) { last = v } }
box.value = 3
return last
