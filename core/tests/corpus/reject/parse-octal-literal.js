//! title: a number with a leading zero
//! finding: PARSE_ERROR 1
const mode = 0644
return mode
