//! title: stack of nested clones
//! stopped: 4 STACK_OVERFLOW
let o = {}
for (let i = 0; i < 100_000; i++) o = { o }
return structuredClone(o)
