//! title: a regex in split
//! language: agentscript
//! finding: NO_REGEX_LITERAL 2
const line = 'a, b;c'
return line.split(/[,;] */)
