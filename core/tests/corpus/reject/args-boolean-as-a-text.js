//! title: a boolean written as a text
//! finding: INVALID_TOOL_ARGUMENTS 1
const users = await tools.users.list({ active: 'true' })
return users.length
