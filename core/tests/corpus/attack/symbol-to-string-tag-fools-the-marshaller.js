//! title: symbol to string tag fools the marshaller
//! stopped: 5 SERIALIZATION_ERROR
const odd = { [Symbol.toStringTag]: 'Date', getTime: () => 0, toISOString: () => 'ESCAPED', a: 1 }
return odd
