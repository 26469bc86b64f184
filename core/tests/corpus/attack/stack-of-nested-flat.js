//! title: stack of nested flat
//! stopped: 4 STACK_OVERFLOW
let list = [1]
for (let i = 0; i < 200_000; i++) list = [list]
return list.flat(Infinity)
