//! title: the prototype of a value is set
//! finding: NO_META_PROGRAMMING 2
const base = { kind: 'base' }
const o = Object.setPrototypeOf({}, base)
return o.kind
