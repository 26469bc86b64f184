//! title: a regular expression that repeats nothing
//! finding: PARSE_ERROR 2
const text = 'a+b'
const parts = text.split(/+/)
return parts
