//! title: vm2 cause weak map set replaced
//! value: []
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const seen = []
Object[of](new WeakMap()).set = function (key, value) { seen.push(typeof key); return this }
Object[of](new Map()).set = function (key, value) { seen.push(typeof key); return this }
await callTool('echo', { a: { b: 1 } })
return seen
