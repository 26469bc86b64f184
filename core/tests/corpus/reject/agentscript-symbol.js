//! title: Symbol
//! language: agentscript
//! finding: DISALLOWED_IDENTIFIER 1
return Symbol('a').description
