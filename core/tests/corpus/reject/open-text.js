//! title: a text is not closed
//! finding: PARSE_ERROR 1
const name = 'Ada
return name
