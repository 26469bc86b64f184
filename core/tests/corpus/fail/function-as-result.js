//! title: function as result
//! error: SERIALIZATION_ERROR
return { f: () => 1 }
