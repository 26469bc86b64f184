//! title: a dot where the name has a colon
//! finding: UNKNOWN_TOOL 2
const filter = { role: 'admin' }
const users = await callTool('users.list', filter)
return users.length
