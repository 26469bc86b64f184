//! title: quotes that a word processor made
//! finding: PARSE_ERROR 2
const a = 1
const name = “Ada”
return name
