//! title: a with statement
//! finding: PARSE_ERROR 2
const user = await tools.users.get({ id: 1 })
with (user) {
  return name
}
