//! title: constructor taken in a declaration
//! finding: NO_DANGEROUS_DESTRUCTURING 2
const user = await tools.users.get({ id: 1 })
const { name, constructor } = user
return [name, constructor]
