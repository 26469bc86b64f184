//! title: a comment of Python
//! finding: PARSE_ERROR 1
# get the admins
const users = await tools.users.list({ role: 'admin' })
return users.length
