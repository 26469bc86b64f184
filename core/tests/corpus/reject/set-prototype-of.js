//! title: setPrototypeOf
//! finding: NO_META_PROGRAMMING 2
const o = {}
Object.setPrototypeOf(o, { a: 1 })
return o.a
