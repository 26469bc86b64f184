//! title: exec behind an optional chain
//! language: agentscript
//! finding: NO_REGEX_METHOD 2
const pattern = context.pattern
return pattern?.exec('abc')
