//! title: a comma is missing between members
//! finding: PARSE_ERROR 4
const mail = {
  to: 'ada@example.com',
  subject: 'Hello'
  body: 'Hi Ada',
}
return await tools.email.send(mail)
