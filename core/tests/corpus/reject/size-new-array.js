//! title: a huge array
//! finding: RESOURCE_EXHAUSTION 2
const size = 5_000_000
const grid = new Array(size)
return grid.length
