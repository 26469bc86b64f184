//! title: the tool is called without arguments
//! finding: INVALID_TOOL_ARGUMENTS 1
const user = await tools.users.get()
return user.name
