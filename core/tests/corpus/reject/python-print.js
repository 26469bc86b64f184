//! title: print of Python
//! finding: UNKNOWN_GLOBAL 2
const users = await tools.users.list({})
print(users.length)
