//! title: a key that folds
//! finding: INVALID_TOOL_ARGUMENTS 2
const key = 'i' + 'd'
return await tools.users.get({ [key]: 'one' })
