//! title: async callbacks where the host refuses them
//! rules: {"NO_ASYNC":"error"}
//! finding: NO_ASYNC 2
const ids = [1, 2]
const users = await Promise.all(ids.map(async (id) => {
  return await tools.users.get({ id })
}))
return users.length
