//! title: a template is not closed
//! finding: PARSE_ERROR 2
const name = 'a'
return `hello ${name}
