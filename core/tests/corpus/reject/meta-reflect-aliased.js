//! title: Reflect kept in a constant
//! finding: NO_META_PROGRAMMING 1
const R = Reflect
return R.ownKeys({ a: 1 })
