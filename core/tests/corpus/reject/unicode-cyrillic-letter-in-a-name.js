//! title: a Cyrillic letter in a name at secure
//! level: secure
//! finding: UNICODE_SECURITY 2
const users = await tools.users.list({})
const usеrs = []
return users.length
