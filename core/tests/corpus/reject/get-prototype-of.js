//! title: getPrototypeOf
//! finding: NO_META_PROGRAMMING 1
return Object.getPrototypeOf([])
