//! title: pollution of object prototype accessors in parallel
//! value: [1, 2]
const { of, def } = await callTool('echo', { of: 'getPrototypeOf', def: 'defineProperty' })
const proto = Object[of]({})
for (const name of ['done', 'next', 'index', 'length', 'concurrency']) {
  Object[def](proto, name, { get() { return undefined }, set() { callTool('escaped', {}) }, configurable: true })
}
const seen = await parallel([() => 1, async () => 2])
for (const name of ['done', 'next', 'index', 'length', 'concurrency']) delete proto[name]
return seen
