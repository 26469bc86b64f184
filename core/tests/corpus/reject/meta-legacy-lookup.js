//! title: the getter of a property in the legacy way
//! finding: NO_META_PROGRAMMING 2
const o = { get a() { return 1 } }
const getter = o.__lookupGetter__('a')
return typeof getter
