//! title: matchAll
//! level: secure
//! language: agentscript
//! finding: NO_REGEX_METHOD 2
const text = 'a1b2'
const found = [...text.matchAll('[0-9]')]
return found.length
