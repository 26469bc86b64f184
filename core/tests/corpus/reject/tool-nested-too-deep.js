//! title: a chain that goes on behind a tool
//! finding: UNKNOWN_TOOL 1
const rows = await tools.users.list.all({})
return rows
