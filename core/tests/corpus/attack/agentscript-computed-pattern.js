//! title: agentscript computed pattern
//! level: strict
//! stopped: 1 NO_COMPUTED_DESTRUCTURING
const key = context.tenant
const { [key]: value } = { acme: 1 }
return value
