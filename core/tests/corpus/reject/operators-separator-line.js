//! title: a line of equals signs between the parts of a script
//! finding: PARSE_ERROR 2
const a = 1
===========================
return a
