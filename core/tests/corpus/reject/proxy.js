//! title: Proxy
//! finding: NO_META_PROGRAMMING 1
const watched = new Proxy({}, { get: () => 1 })
return watched.a
