//! title: console with long names
//! value: true
const { n, def } = await callTool('echo', { n: 100_000, def: 'defineProperty' })
const f = () => 1
Object[def](f, 'name', { value: 'x'.repeat(n) })
class K {}
Object[def](K, 'name', { get() { callTool('escaped', {}); return 'ESCAPED' } })
console.log(f, new K(), { ['k'.repeat(n)]: 1 }, Symbol('s'.repeat(n)))
return true
