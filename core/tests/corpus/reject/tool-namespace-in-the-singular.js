//! title: the namespace in the singular
//! finding: UNKNOWN_TOOL 2
const id = 2
const user = await tools.user.get({ id })
return user.name
