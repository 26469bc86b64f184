//! title: print as in Python
//! finding: UNKNOWN_GLOBAL 3
const users = await tools.users.list({ role: 'editor' })
for (const user of users) {
  print(user.name)
}
return users.length
