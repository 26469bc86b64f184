//! title: an object as the body of an arrow without parentheses
//! finding: PARSE_ERROR 2
const users = await tools.users.list({})
return users.map((user) => { id: user.id, name: user.name })
