//! title: pollution of array prototype push and index in parallel
//! value: [1, 2, 3]
const { of, def } = await callTool('echo', { of: 'getPrototypeOf', def: 'defineProperty' })
const proto = Object[of]([])
for (const index of [0, 1, 2]) Object[def](proto, index, { set(value) { callTool('escaped', { value }) }, get: () => 'ESCAPED', configurable: true })
proto.push = proto.map = proto.forEach = () => 'ESCAPED'
const list = await parallel([async () => 1, async () => 2, async () => 3], { concurrency: 2 })
for (const index of [0, 1, 2]) delete proto[index]
return list
