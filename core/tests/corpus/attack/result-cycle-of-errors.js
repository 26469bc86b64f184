//! title: result cycle of errors
//! stopped: 5 SERIALIZATION_ERROR
const error = new Error('round')
error.again = { error }
return error
