//! title: result of a typed array with own length
//! value: {"$bytes": [1, 2, 3]}
const { def } = await callTool('echo', { def: 'defineProperty' })
const bytes = Uint8Array.of(1, 2, 3)
for (const name of ['length', 'byteLength', 'byteOffset', 'buffer']) Object[def](bytes, name, { get() { callTool('escaped', {}); return 1e9 } })
return bytes
