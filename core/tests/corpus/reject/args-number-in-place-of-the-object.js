//! title: a number in place of the object
//! finding: INVALID_TOOL_ARGUMENTS 2
const id = 3
const user = await tools.users.get(id)
return user.name
