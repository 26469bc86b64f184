//! title: a misspelled name in agentscript
//! level: strict
//! finding: UNKNOWN_GLOBAL 2
const users = await tools.users.list({ active: true })
const names = users.map((user) => usr.name)
return names
