//! title: the result by module.exports
//! finding: DISALLOWED_IDENTIFIER 2
const users = await tools.users.list({})
module.exports = { count: users.length }
