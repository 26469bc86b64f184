//! title: a block that is not closed
//! finding: PARSE_ERROR 3
const users = await tools.users.list({})
const names = []
for (const user of users) {
  if (user.active) {
    names.push(user.name)
}
return names
