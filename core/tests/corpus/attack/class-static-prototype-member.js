//! title: class static prototype member
//! stopped: 1 PARSE_ERROR
class A { static prototype() { return 1 } }
return 1
