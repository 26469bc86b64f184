//! title: a computed key in a parameter
//! level: secure
//! language: agentscript
//! finding: NO_COMPUTED_DESTRUCTURING 2
const key = context.tenant
const pick = ({ [key]: value }) => value
return pick({ acme: 1 })
