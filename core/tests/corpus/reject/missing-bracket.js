//! title: a bracket is missing
//! finding: PARSE_ERROR 1
const users = await tools.users.list({ role: 'admin' )
return users
