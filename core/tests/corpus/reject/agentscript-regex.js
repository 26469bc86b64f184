//! title: a regular expression
//! level: strict
//! finding: NO_REGEX_LITERAL 2
const name = 'a-b'
return name.split(/-/)
