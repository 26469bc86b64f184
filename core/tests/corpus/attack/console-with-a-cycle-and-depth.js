//! title: console with a cycle and depth
//! value: true
const o = { a: 1 }
o.self = o
let deep = {}
for (let i = 0; i < 100_000; i++) deep = { deep }
console.log(o)
console.log(deep)
console.log(new Map([[o, o]]), new Set([o]))
return true
