//! title: null in place of a text
//! finding: INVALID_TOOL_ARGUMENTS 3
await tools.email.send({
  to: 'ada@example.com',
  subject: null,
  body: 'x',
})
return 1
