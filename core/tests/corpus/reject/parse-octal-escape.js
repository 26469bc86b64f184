//! title: an octal escape in a text
//! finding: PARSE_ERROR 1
const bell = 'a\07b'
return bell.length
