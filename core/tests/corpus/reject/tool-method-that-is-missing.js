//! title: a tool that the namespace does not have
//! finding: UNKNOWN_TOOL 2
const user = await tools.users.get({ id: 1 })
await tools.users.update({ id: 1, name: user.name + '!' })
return user
