//! title: a wrong name of a member is one finding
//! finding: INVALID_TOOL_ARGUMENTS 2
const id = 7
const user = await tools.users.get({ userId: id })
return user.name
