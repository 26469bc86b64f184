//! title: a template in place of a number
//! finding: INVALID_TOOL_ARGUMENTS 2
const name = context.tenant
return await tools.users.get({ id: `${name}-1` })
