//! title: mathjs cause object literal accessor key
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return { get ['constructor']() { return 1 }, set ['__proto__'](v) {} }
