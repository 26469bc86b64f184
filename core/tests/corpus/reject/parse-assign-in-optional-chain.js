//! title: an optional chain as the target of an assignment
//! finding: PARSE_ERROR 2
const user = await tools.users.get({ id: 1 })
user?.name = 'Ada'
return user
