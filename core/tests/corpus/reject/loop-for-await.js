//! title: for await over tool calls
//! language: agentscript
//! finding: FORBIDDEN_LOOP 3
const ids = [1, 2, 3]
const names = []
for await (const user of ids.map((id) => tools.users.get({ id }))) {
  names.push(user.name)
}
return names
