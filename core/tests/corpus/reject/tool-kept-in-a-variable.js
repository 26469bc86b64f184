//! title: a tool that does not exist kept in a variable
//! finding: UNKNOWN_TOOL 1
const send = tools.email.deliver
await send({ to: 'a@example.com', subject: 's', body: 'b' })
return 'ok'
