//! title: meta object create with spread arguments
//! value: "x"
const args = [{}, { a: { get: () => 'x', enumerable: true } }]
return Object.create(...args).a
