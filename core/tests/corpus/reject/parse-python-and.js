//! title: the operator and of Python
//! finding: PARSE_ERROR 2
const user = await tools.users.get({ id: 1 })
const ok = user.active and user.age > 30
return ok
