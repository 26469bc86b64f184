//! title: a reserved word as a name
//! finding: PARSE_ERROR 2
const users = await tools.users.list({})
const class = users.map((user) => user.role)
return class
