//! title: the name in capitals
//! finding: UNKNOWN_TOOL 1
const { sum } = await callTool('ADD', { a: 1, b: 2 })
return sum
