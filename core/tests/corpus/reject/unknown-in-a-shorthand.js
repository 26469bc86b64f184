//! title: a shorthand member of an undeclared name
//! finding: UNKNOWN_GLOBAL 2
const subject = 'Report'
const mail = { to: 'a@example.com', subject, body }
return mail
