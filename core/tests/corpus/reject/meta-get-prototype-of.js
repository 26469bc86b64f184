//! title: the prototype of a value is read
//! finding: NO_META_PROGRAMMING 2
const user = await tools.users.get({ id: 2 })
const proto = Object.getPrototypeOf(user)
return proto === null
