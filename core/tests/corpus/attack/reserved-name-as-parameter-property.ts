//! title: reserved name as parameter property
//! stopped: 1 RESERVED_PREFIX
class A { constructor(public __ag_key: number) {} }
return new A(1)
