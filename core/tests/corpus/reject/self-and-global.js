//! title: self and global
//! finding: NO_GLOBAL_ACCESS 1
//! finding: NO_GLOBAL_ACCESS 2
const a = self
const b = global
return [a, b]
