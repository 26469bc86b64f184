//! title: the idiom value.constructor.name is refused at strict
//! level: strict
//! finding: NO_CONSTRUCTOR_ACCESS 2
const user = await tools.users.get({ id: 1 })
return user.constructor.name
