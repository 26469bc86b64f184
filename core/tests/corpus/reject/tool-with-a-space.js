//! title: a name with a space behind it
//! finding: UNKNOWN_TOOL 1
const rows = await callTool('users:list ', {})
return rows
