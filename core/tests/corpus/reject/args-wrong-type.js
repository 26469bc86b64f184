//! title: a text in place of a number
//! finding: INVALID_TOOL_ARGUMENTS 2
const user = await tools.users.get({
  id: '7',
})
return user.name
