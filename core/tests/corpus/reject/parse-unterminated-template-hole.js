//! title: a hole of a template that is not closed
//! finding: PARSE_ERROR 2
const user = { name: 'Ada' }
const text = `Hello ${user.name`
return text
