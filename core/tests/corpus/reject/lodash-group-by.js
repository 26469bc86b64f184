//! title: a group by lodash
//! finding: DISALLOWED_IDENTIFIER 2
const users = await tools.users.list({})
const groups = _.groupBy(users, 'role')
return Object.keys(groups)
