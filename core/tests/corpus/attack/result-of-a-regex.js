//! title: result of a regex
//! stopped: 5 SERIALIZATION_ERROR
return { find: Object.assign(/a/, { a: 1 }) }
