//! title: a regular expression with an open group
//! finding: PARSE_ERROR 2
const mails = ['a@example.com', 'none']
const domain = /@(\w+/
return mails.filter((mail) => domain.test(mail))
