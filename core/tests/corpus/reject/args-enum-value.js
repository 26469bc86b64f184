//! title: a value that is not listed
//! finding: INVALID_TOOL_ARGUMENTS 4
const role = 'administrator'
const users = await tools.users.list({
  active: true,
  role,
})
return users.length
