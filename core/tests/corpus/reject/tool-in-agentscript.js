//! title: a wrong name in agentscript
//! level: strict
//! finding: UNKNOWN_TOOL 1
const rows = await callTool('users:find', { role: 'admin' })
return rows
