//! title: a minus before a power
//! finding: PARSE_ERROR 2
const x = 3
return -x ** 2
