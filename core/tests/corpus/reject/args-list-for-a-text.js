//! title: a list of addresses in place of one
//! finding: INVALID_TOOL_ARGUMENTS 2
await callTool('email:send', {
  to: ['a@example.com', 'b@example.com'],
  subject: 'Hello',
  body: 'Both of you',
})
return 1
