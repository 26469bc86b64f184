//! title: a text that is repeated too often
//! finding: RESOURCE_EXHAUSTION 1
const line = '-'.repeat(1e9)
return line.length
