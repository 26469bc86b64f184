//! title: a stable sort by several keys
//! value: ["a49","a36","e61","e45","e44","v66","v58","v57","v52","v41","v39","v33"]
const users = await tools.users.list({})
const by = (...keys) => (a, b) => { for (const k of keys) { const r = typeof k === 'function' ? k(a, b) : a[k] < b[k] ? -1 : a[k] > b[k] ? 1 : 0; if (r) return r } return 0 }
return users.sort(by('role', (a, b) => b.age - a.age)).map((u) => `${u.role[0]}${u.age}`)
