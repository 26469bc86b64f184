//! title: result of a function with data
//! stopped: 5 SERIALIZATION_ERROR
return { rows: Object.assign(() => 'ESCAPED', { a: 1, b: 2 }) }
