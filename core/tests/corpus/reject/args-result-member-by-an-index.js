//! title: a member of the first item of a list
//! finding: INVALID_TOOL_ARGUMENTS 2
const users = await tools.users.list({ role: 'editor' })
return users[0].title
