//! title: a member that the items do not have
//! finding: INVALID_TOOL_ARGUMENTS 2
const users = await tools.users.list({ active: true })
return users.map((user) => user.mail)
