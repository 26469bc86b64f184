//! title: a big integer that is too large
//! finding: RESOURCE_EXHAUSTION 1
return (2n ** 1000000n).toString().length
