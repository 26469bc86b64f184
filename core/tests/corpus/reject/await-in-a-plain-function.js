//! title: await in a function that is not async
//! finding: PARSE_ERROR 2
function load(id) {
  const user = await tools.users.get({ id })
  return user
}
return load(1)
