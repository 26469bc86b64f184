//! title: a text that is not closed
//! finding: PARSE_ERROR 1
const subject = 'Your order
const body = 'shipped'
return subject + body
