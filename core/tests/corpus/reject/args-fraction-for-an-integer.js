//! title: a fraction in place of an integer
//! finding: INVALID_TOOL_ARGUMENTS 2
const half = 7 / 2
const user = await callTool('users:get', { id: half })
return user
