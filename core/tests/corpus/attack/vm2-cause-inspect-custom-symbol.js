//! title: vm2 cause inspect custom symbol
//! console: ["{ a: 1, [Symbol(nodejs.util.inspect.custom)]: [Function: [nodejs.util.inspect.custom]] }"]
//! value: 1
const o = { a: 1, [Symbol.for('nodejs.util.inspect.custom')]: (depth, options, inspect) => `ESCAPED ${typeof inspect}` }
console.log(o)
return 1
