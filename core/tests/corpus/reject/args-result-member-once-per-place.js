//! title: each place that reads a wrong member
//! finding: INVALID_TOOL_ARGUMENTS 2
//! finding: INVALID_TOOL_ARGUMENTS 3
const user = await callTool('users:get', { id: 1 })
console.log(user.first_name)
return user.last_name
