//! title: parseInt in agentscript at strict
//! level: strict
//! finding: DISALLOWED_IDENTIFIER 2
const text = '42'
const number = parseInt(text, 10)
return number
