//! title: stack of nested json objects
//! stopped: 4 STACK_OVERFLOW
let o = {}
for (let i = 0; i < 200_000; i++) o = { o }
return JSON.stringify(o).length
