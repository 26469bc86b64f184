//! title: Array.from with a huge length
//! finding: RESOURCE_EXHAUSTION 1
const numbers = Array.from({ length: 10 ** 7 }, (_, i) => i)
return numbers.reduce((a, b) => a + b, 0)
