//! title: a huge power of a BigInt
//! finding: RESOURCE_EXHAUSTION 2
const base = 2n
const huge = base ** 1000000n
return huge.toString().length
