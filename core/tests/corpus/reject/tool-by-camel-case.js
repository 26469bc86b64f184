//! title: a tool by another spelling
//! finding: UNKNOWN_TOOL 1
const users = await callTool('listUsers', {})
return users
