//! title: a name in camel case
//! finding: UNKNOWN_TOOL 1
const users = await callTool('listUsers', {})
return users.map((user) => user.email)
