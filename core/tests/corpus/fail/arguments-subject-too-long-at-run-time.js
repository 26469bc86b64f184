//! title: a subject that grows over its limit
//! error: TOOL_ARGUMENTS_INVALID
//! line: 4
let subject = '';
for (const part of ['', 'Orders of the year: ', 'x'.repeat(90)]) {
  subject += part;
  if (part.length !== 20) await tools.email.send({ to: 'a@example.com', subject, body: 'b' });
}
