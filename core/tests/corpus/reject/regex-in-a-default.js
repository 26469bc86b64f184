//! title: a regex as a default
//! language: agentscript
//! finding: NO_REGEX_LITERAL 1
const clean = (text, pattern = /-/g) => text.replaceAll('-', '')
return clean('a-b')
