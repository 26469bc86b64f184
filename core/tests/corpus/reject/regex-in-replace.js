//! title: a regex in replace
//! level: secure
//! language: agentscript
//! finding: NO_REGEX_LITERAL 2
const subject = 'Hello   there'
const clean = subject.replace(/\s+/g, ' ')
return clean
