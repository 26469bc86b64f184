//! title: super.constructor
//! finding: NO_CONSTRUCTOR_ACCESS 1
class A { go() { return super.constructor } }
return new A().go()
