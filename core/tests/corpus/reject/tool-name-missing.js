//! title: callTool without a name
//! finding: UNKNOWN_TOOL 1
const rows = await callTool()
return rows
