//! title: structuredClone in agentscript
//! level: secure
//! language: agentscript
//! finding: DISALLOWED_IDENTIFIER 2
const user = await tools.users.get({ id: 1 })
const copy = structuredClone(user)
return copy.name
