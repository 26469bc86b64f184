//! title: await in a function that is not async
//! finding: PARSE_ERROR 2
function load(id) {
  return await tools.users.get({ id })
}
return await load(1)
