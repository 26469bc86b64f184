//! title: an object in place of a name
//! finding: UNKNOWN_TOOL 1
const rows = await callTool({ name: 'users:list', args: {} })
return rows
