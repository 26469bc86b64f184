//! title: several properties are defined
//! finding: NO_META_PROGRAMMING 2
const o = { a: 1 }
Object.defineProperties(o, { b: { value: 2 } })
return o.b
