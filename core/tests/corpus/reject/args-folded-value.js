//! title: a value that folds
//! finding: INVALID_TOOL_ARGUMENTS 2
const kinds = ['boss', 'admin']
const users = await tools.users.list({ role: kinds[0] })
return users
