//! title: a value that the schema does not list
//! finding: INVALID_TOOL_ARGUMENTS 1
const bosses = await tools.users.list({ role: 'boss' })
return bosses.length
