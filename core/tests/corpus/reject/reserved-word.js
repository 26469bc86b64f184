//! title: a reserved word as a name
//! finding: PARSE_ERROR 1
const class = 'a'
return class
