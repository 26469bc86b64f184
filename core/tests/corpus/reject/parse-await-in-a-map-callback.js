//! title: await in a callback that is not async
//! finding: PARSE_ERROR 3
const ids = [1, 2, 3]
const users = ids.map((id) => {
  const user = await tools.users.get({ id })
  return user.name
})
return users
