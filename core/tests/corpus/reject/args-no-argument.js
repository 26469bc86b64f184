//! title: no argument at all where one is needed
//! finding: INVALID_TOOL_ARGUMENTS 2
const id = 1
const user = await tools.users.get()
return [id, user]
