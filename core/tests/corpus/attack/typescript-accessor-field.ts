//! title: typescript accessor field
//! stopped: 2 PARSE_ERROR
class A { accessor secret = 1 }
return new A().secret
