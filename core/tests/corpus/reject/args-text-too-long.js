//! title: a text that is longer than the schema allows
//! finding: INVALID_TOOL_ARGUMENTS 4
const title = 'very '.repeat(30) + 'long'
await tools.email.send({
  to: 'ada@example.com',
  subject: title,
  body: 'see above',
})
return 1
