//! title: a text that is too long
//! finding: INVALID_TOOL_ARGUMENTS 1
await tools.email.send({ to: 'a@example.com', subject: 'x'.repeat(200), body: 'text' })
