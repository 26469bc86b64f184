//! title: result with hidden properties
//! value: {"a": 1}
const { def } = await callTool('echo', { def: 'defineProperty' })
return Object[def]({ a: 1 }, 'hidden', { value: () => 'ESCAPED', enumerable: false })
