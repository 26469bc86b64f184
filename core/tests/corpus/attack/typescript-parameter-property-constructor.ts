//! title: typescript parameter property constructor
//! stopped: 1 PARSE_ERROR
class A { constructor(public constructor: any) {} }
return typeof new A(1)
