//! title: result with a getter by define property
//! stopped: 5 SERIALIZATION_ERROR
const { def } = await callTool('echo', { def: 'defineProperty' })
const list = [1, 2, 3]
Object[def](list, 1, { get() { callTool('escaped', {}); return 'ESCAPED' }, enumerable: true })
return list
