//! title: a tool called as a function
//! finding: UNKNOWN_GLOBAL 2
const to = 'ada@example.com'
await sendEmail({ to, subject: 'hi', body: 'hello' })
return to
