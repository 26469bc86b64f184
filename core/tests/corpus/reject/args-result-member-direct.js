//! title: a member that a result does not have
//! finding: INVALID_TOOL_ARGUMENTS 2
const id = 1
const name = (await tools.users.get({ id })).fullName
return name
