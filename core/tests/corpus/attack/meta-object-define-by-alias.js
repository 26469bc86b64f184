//! title: meta object define by alias
//! stopped: 1 NO_META_PROGRAMMING
const O = Object
O.defineProperty({}, 'a', { get: () => 1 })
return 1
