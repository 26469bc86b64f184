//! title: for...in over a list
//! level: strict
//! finding: FORBIDDEN_LOOP 2
const users = await tools.users.list({})
for (let i in users) {
  console.log(users[i].name)
}
return users.length
