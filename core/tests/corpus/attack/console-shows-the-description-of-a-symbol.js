//! title: console shows the description of a symbol
//! console: ["Symbol(x) { a: Symbol(y) }"]
//! value: 1
console.log(Symbol('x'), { a: Symbol('y') })
return 1
