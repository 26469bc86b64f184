//! title: vm2 cause bind of host function with odd length
//! value: [0, "bound "]
const { def } = await callTool('echo', { def: 'defineProperty' })
const f = (a) => a
Object[def](f, 'length', { get() { return -1e308 } })
Object[def](f, 'name', { get() { return { toString() { return 'ESCAPED' } } } })
const bound = f.bind(null)
return [bound.length, bound.name]
