//! title: __defineGetter__
//! finding: NO_META_PROGRAMMING 2
const o = {}
o.__defineGetter__('a', () => 1)
return o.a
