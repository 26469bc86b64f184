//! title: Promise.all in agentscript
//! level: strict
//! finding: DISALLOWED_IDENTIFIER 1
const [a, b] = await Promise.all([
  tools.users.get({ id: 1 }),
  tools.users.get({ id: 2 }),
])
return [a.name, b.name]
