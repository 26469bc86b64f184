//! title: a number below the range
//! finding: INVALID_TOOL_ARGUMENTS 2
const first = 0
return await tools.users.get({ id: first })
