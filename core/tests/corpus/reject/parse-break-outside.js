//! title: break outside of a loop
//! finding: PARSE_ERROR 3
const users = await tools.users.list({})
users.forEach((user) => {
  if (user.id === 2) break
})
return users.length
