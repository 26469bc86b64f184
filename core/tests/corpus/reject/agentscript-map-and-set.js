//! title: Map and Set in agentscript
//! level: secure
//! language: agentscript
//! finding: DISALLOWED_IDENTIFIER 2
//! finding: DISALLOWED_IDENTIFIER 3
const users = await tools.users.list({})
const byRole = new Map()
const seen = new Set(users.map((user) => user.role))
return byRole.size + seen.size
