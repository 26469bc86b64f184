//! title: a member taken by a pattern
//! finding: INVALID_TOOL_ARGUMENTS 4
const id = 2
const {
  name,
  fullName,
} = await tools.users.get({ id })
return name + fullName
