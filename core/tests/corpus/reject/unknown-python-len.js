//! title: len as in Python
//! finding: UNKNOWN_GLOBAL 2
const users = await tools.users.list({})
return len(users)
