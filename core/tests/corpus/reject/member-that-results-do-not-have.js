//! title: a member that the result does not have
//! finding: INVALID_TOOL_ARGUMENTS 2
const user = await tools.users.get({ id: 1 })
return user.fullName
