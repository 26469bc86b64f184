//! title: a member that the tool needs
//! finding: INVALID_TOOL_ARGUMENTS 1
const user = await tools.users.get({})
return user.name
