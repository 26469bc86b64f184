//! title: a missing member is reported where its object begins
//! finding: INVALID_TOOL_ARGUMENTS 2
const users = await tools.users.list({ role: 'admin' })
await callTool('email:send', {
  to: users[0].email,
  body: 'Hello',
})
return users.length
