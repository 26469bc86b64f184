//! title: a comment is not closed
//! finding: PARSE_ERROR 2
const a = 1
/* the rest
return a
