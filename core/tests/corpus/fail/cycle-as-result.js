//! title: cycle as result
//! error: SERIALIZATION_ERROR
const a = {}; a.self = a; return a
