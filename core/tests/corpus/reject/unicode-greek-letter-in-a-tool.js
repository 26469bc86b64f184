//! title: a Greek letter in the name of a tool at secure
//! level: secure
//! finding: UNICODE_SECURITY 2
const id = 1
return await tοols.users.get({ id })
