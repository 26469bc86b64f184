//! title: a function expression as a callback
//! language: agentscript
//! finding: NO_USER_FUNCTION 2
const users = await tools.users.list({})
return users.filter(function (user) {
  return user.active
}).length
