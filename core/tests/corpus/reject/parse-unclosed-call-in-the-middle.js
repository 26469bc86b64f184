//! title: a call that is not closed in the middle
//! finding: PARSE_ERROR 1
const users = await tools.users.list({ role: 'admin' }
const names = users.map((user) => user.name)
return names
