//! title: a name in snake case
//! finding: UNKNOWN_TOOL 1
const user = await tools.get_user({ id: 4 })
return user.name
