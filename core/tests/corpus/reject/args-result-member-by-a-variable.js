//! title: a member of a result in a variable
//! finding: INVALID_TOOL_ARGUMENTS 2
const user = await tools.users.get({ id: 1 })
const text = 'Hello ' + user.firstName
return text
