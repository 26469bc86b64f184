//! title: typescript parameter property proto
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
class A { constructor(public __proto__: any) {} }
return new A({ admin: 1 })
