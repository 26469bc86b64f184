//! title: a variable that is never declared
//! finding: UNKNOWN_GLOBAL 2
const users = await tools.users.list({})
for (user of users) {
  console.log(user.name)
}
return users.length
