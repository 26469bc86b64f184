//! title: a member of another name
//! finding: INVALID_TOOL_ARGUMENTS 1
return await callTool('users:get', { userId: 7 })
