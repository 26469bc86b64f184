//! title: console of values inside one symbol key
//! console: ["{ [Symbol(k)]: 1 }"]
//! value: 1
console.log({ [Symbol('k')]: 1 })
return 1
