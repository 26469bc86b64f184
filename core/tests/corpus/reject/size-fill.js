//! title: fill over many items
//! finding: RESOURCE_EXHAUSTION 2
const COUNT = 250000
const flags = new Array(COUNT).fill(false)
return flags.length
