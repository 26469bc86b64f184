//! title: the name is a constant
//! finding: UNKNOWN_TOOL 2
const TOOL = 'user:list'
const rows = await callTool(TOOL, {})
return rows
