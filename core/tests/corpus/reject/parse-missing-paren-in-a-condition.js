//! title: a parenthesis is missing in a condition
//! finding: PARSE_ERROR 2
const users = await tools.users.list({})
if (users.length > 0 {
  return users[0].name
}
return null
