//! title: the object stands in a constant
//! finding: INVALID_TOOL_ARGUMENTS 2
const message = { to: 'a@example.com', subject: 'Hi' }
return await tools.email.send(message)
