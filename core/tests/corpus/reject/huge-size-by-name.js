//! title: the size stands in a constant
//! finding: RESOURCE_EXHAUSTION 2
const SIZE = 1000 * 1000 * 1000
const list = Array(SIZE)
return list
