//! title: an optional chain to a member that is not there
//! finding: INVALID_TOOL_ARGUMENTS 2
const user = await tools.users.get({ id: 4 })
const city = user?.address?.city
return city
