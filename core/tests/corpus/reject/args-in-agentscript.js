//! title: wrong arguments in agentscript
//! level: strict
//! finding: INVALID_TOOL_ARGUMENTS 1
const users = await tools.users.list({ role: 'Admin' })
return users.length
