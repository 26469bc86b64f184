//! title: Object under another name
//! finding: NO_META_PROGRAMMING 2
const O = Object
const proto = O.getPrototypeOf([])
return proto === null
