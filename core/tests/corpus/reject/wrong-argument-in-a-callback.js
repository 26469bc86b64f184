//! title: a wrong argument inside of a callback
//! finding: INVALID_TOOL_ARGUMENTS 2
const ids = [1, 2]
return await Promise.all(ids.map((id) => tools.users.get({ id, fields: 'name' })))
