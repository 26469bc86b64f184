//! title: constructor in agentscript
//! level: strict
//! language: agentscript
//! finding: NO_CONSTRUCTOR_ACCESS 3
const users = await tools.users.list({})
const first = users[0]
const make = first.constructor
return make
