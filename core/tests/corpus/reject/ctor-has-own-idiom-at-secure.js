//! title: the idiom with hasOwnProperty.call is refused at secure
//! level: secure
//! finding: NO_CONSTRUCTOR_ACCESS 2
const user = await tools.users.get({ id: 1 })
const has = Object.prototype.hasOwnProperty.call(user, 'age')
return has
