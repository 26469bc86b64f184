//! title: agentscript tool by key
//! level: strict
//! stopped: 1 DYNAMIC_CALL_TARGET
const name = context.tenant
return await tools[name]({})
