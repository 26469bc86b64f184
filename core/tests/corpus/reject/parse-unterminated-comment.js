//! title: a comment that is not closed
//! finding: PARSE_ERROR 2
const a = 1
/* the rest is
   explained later
return a
