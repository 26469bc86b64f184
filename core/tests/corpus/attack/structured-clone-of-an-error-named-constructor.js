//! title: structured clone of an error named constructor
//! value: [true, "Error"]
const error = new Error('x')
error.name = 'constructor'
const copy = structuredClone(error)
return [copy instanceof Error, copy.name]
