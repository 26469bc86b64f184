//! title: an assignment to a call
//! finding: PARSE_ERROR 2
const o = {}
get(o) = 1
return o
