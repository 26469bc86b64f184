//! title: a name is declared twice
//! finding: PARSE_ERROR 2
const user = 1
const user = 2
return user
