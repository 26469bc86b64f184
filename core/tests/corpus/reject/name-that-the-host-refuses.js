//! title: a name that the host refuses
//! rules: {"DISALLOWED_IDENTIFIER":{"names":["console"]}}
//! finding: DISALLOWED_IDENTIFIER 2
const users = await tools.users.list({})
console.log(users)
return users.length
