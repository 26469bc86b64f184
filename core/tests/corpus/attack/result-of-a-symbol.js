//! title: result of a symbol
//! stopped: 5 SERIALIZATION_ERROR
return { list: [Symbol.for('ESCAPED'.slice(7))] }
