//! title: the process is ended
//! finding: DISALLOWED_IDENTIFIER 4
const users = await tools.users.list({ role: 'admin' })
if (users.length === 0) {
  console.error('no admins')
  process.exit(1)
}
return users.length
