//! title: stack of nested joins
//! stopped: 4 STACK_OVERFLOW
let list = ['leaf']
for (let i = 0; i < 200_000; i++) list = [list]
return `${list}`.length
