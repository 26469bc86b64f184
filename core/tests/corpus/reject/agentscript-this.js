//! title: this in agentscript
//! language: agentscript
//! finding: DISALLOWED_IDENTIFIER 2
const counter = { count: 0 }
const add = () => { this.count += 1 }
add()
return counter.count
