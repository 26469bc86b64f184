//! title: a list that is taken for a page
//! finding: INVALID_TOOL_ARGUMENTS 2
const result = await tools.users.list({})
return result.users.length
