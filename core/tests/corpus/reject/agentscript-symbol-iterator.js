//! title: Symbol in agentscript
//! level: standard
//! language: agentscript
//! finding: DISALLOWED_IDENTIFIER 2
const list = [1, 2]
const next = list[Symbol.iterator]()
return next.next().value
