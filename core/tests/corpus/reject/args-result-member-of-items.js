//! title: a member of the items of a list
//! finding: INVALID_TOOL_ARGUMENTS 4
const users = await tools.users.list({ active: true })
return users
  .filter((user) => user.age > 40)
  .map((user) => user.mail)
