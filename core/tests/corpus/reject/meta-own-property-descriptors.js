//! title: all descriptors of an object
//! finding: NO_META_PROGRAMMING 2
const source = { a: 1, get b() { return 2 } }
const copy = Object.getOwnPropertyDescriptors(source)
return Object.keys(copy)
