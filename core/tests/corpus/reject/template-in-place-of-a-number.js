//! title: a template in place of a number
//! finding: INVALID_TOOL_ARGUMENTS 2
const id = 7
return await tools.users.get({ id: `user-${context.tenant}` })
