//! title: padding that is too long
//! finding: RESOURCE_EXHAUSTION 1
return 'a'.padStart(5_000_000, 'ab').length
