//! title: a member is left out by a computed key
//! language: agentscript
//! finding: NO_COMPUTED_DESTRUCTURING 3
const user = await tools.users.get({ id: 1 })
const omit = 'email'
const { [omit]: dropped, ...rest } = user
return rest
