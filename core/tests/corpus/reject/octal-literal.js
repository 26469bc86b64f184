//! title: an old octal literal
//! finding: PARSE_ERROR 1
const mode = 0755
return mode
