//! title: a getter in the legacy way
//! finding: NO_META_PROGRAMMING 2
const o = { n: 1 }
o.__defineGetter__('double', function () { return this.n * 2 })
return o.double
