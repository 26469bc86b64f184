//! title: a comprehension of Python
//! finding: PARSE_ERROR 2
const users = await tools.users.list({})
const names = [user.name for user in users]
return names
