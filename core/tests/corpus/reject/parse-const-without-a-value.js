//! title: a constant without a value
//! finding: PARSE_ERROR 2
const users = await tools.users.list({})
const first
return users[0]
