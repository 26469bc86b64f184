//! title: structured clone of an error named proto
//! value: [true, "Error"]
const error = new Error('x')
error.name = '__proto__'
const copy = structuredClone(error)
return [copy instanceof Error, copy.name]
