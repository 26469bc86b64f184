//! title: result array without prototype
//! value: [[1, 2], {"a": [3]}]
const { set } = await callTool('echo', { set: 'setPrototypeOf' })
return [Object[set]([1, 2], null), Object[set]({ a: Object[set]([3], null) }, null)]
