//! title: a tool that does not exist, destructured from its namespace
//! finding: UNKNOWN_TOOL 1
const { list, remove } = tools.users
const users = await list({})
await remove({ id: users[0].id })
return users.length
