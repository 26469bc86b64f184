//! title: an array of a huge size
//! finding: RESOURCE_EXHAUSTION 1
const zeros = new Array(50_000_000).fill(0)
return zeros.length
