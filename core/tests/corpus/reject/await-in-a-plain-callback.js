//! title: await in a callback that is not async
//! finding: PARSE_ERROR 3
const ids = [1, 2]
const users = ids.map((id) => {
  return await tools.users.get({ id })
})
return users
