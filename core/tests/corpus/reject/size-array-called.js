//! title: a huge array without new
//! finding: RESOURCE_EXHAUSTION 1
const cells = Array(2000 * 2000).fill(0)
return cells.length
