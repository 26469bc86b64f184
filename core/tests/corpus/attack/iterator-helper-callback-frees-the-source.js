//! title: iterator helper callback frees the source
//! stopped: 4 EXECUTION_ERROR
let list = [{ a: 1 }, { a: 2 }, { a: 3 }]
const out = []
for (const item of list.values().map((value) => { list.length = 0; list = []; return value })) out.push(item.a)
return out
