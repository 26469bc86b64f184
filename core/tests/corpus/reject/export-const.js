//! title: a named export
//! finding: NO_IMPORT 2
const users = await tools.users.list({})
export const count = users.length
return count
