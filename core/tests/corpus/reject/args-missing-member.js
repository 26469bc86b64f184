//! title: a member that is needed is missing
//! finding: INVALID_TOOL_ARGUMENTS 2
const subject = 'Hello'
await tools.email.send({ to: 'ada@example.com', subject })
return 'sent'
