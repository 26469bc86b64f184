//! title: a text without its quotes
//! finding: UNKNOWN_GLOBAL 1
const role = admin
const users = await tools.users.list({ role })
return users.length
