//! title: an argument on a line of its own fails
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 6
const user = await tools.users.get({ id: 9 });
const missing = context.mail;
await tools.email.send({
  to: user.email,
  subject: 'Hello',
  body: missing.template.replace('{name}', user.name),
});
