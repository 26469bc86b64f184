//! title: Reflect
//! finding: NO_META_PROGRAMMING 1
return Reflect.ownKeys({ a: 1 })
