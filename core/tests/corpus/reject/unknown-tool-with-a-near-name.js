//! title: a tool name that is nearly right
//! finding: UNKNOWN_TOOL 1
const user = await callTool('user:get', { id: 1 })
return user
