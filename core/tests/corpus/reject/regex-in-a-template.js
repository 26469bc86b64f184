//! title: a regex in a hole of a template
//! level: permissive
//! language: agentscript
//! finding: NO_REGEX_LITERAL 2
const name = 'ada'
return `Dear ${name.replace(/^a/, 'A')}`
