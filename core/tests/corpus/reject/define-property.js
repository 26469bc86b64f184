//! title: property descriptors
//! finding: NO_META_PROGRAMMING 2
const o = {}
Object.defineProperty(o, 'a', { get: () => 1 })
return o.a
