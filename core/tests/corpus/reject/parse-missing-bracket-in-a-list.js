//! title: a bracket is missing in a list
//! finding: PARSE_ERROR 1
const ids = [1, 2, 3
const users = await parallel(ids.map((id) => () => tools.users.get({ id })))
return users
