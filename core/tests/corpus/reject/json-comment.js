//! title: a hash comment
//! finding: PARSE_ERROR 1
# list the users
const users = await tools.users.list({})
return users
