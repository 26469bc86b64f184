//! title: defineProperty in agentscript
//! level: strict
//! language: agentscript
//! finding: NO_META_PROGRAMMING 2
const settings = { a: 1 }
Object.defineProperty(settings, 'b', { value: 2 })
return settings
