//! title: an object around a symbol is refused as a symbol
//! stopped: 5 SERIALIZATION_ERROR
return { a: Object(Symbol('x')) }
