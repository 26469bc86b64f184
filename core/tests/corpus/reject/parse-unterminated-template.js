//! title: a template that is not closed
//! finding: PARSE_ERROR 2
const name = 'Ada'
const text = `Hello ${name},
  welcome back
return text
