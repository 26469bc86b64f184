//! title: a dynamic import
//! finding: NO_IMPORT 2
const users = await tools.users.list({})
const { default: _ } = await import('lodash')
return _.groupBy(users, 'role')
