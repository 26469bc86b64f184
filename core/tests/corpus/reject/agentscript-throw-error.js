//! title: new Error in agentscript
//! language: agentscript
//! finding: DISALLOWED_IDENTIFIER 3
const users = await tools.users.list({ role: 'admin' })
if (users.length === 0) {
  throw new Error('no admins')
}
return users[0].name
