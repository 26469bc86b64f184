//! title: a function declaration
//! level: strict
//! finding: NO_USER_FUNCTION 1
function fullName(user) {
  return user.name.toUpperCase()
}
const users = await tools.users.list({})
return users.map(fullName)
