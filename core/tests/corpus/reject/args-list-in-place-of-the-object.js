//! title: a list in place of the object
//! finding: INVALID_TOOL_ARGUMENTS 1
const users = await tools.users.list(['admin', true])
return users
