//! title: a mail address by a regex
//! level: strict
//! finding: NO_REGEX_LITERAL 2
const users = await tools.users.list({})
const mail = /^[^@]+@[^@]+$/
return users.length
