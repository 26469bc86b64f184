//! title: a name out of the context, at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 2
const name = context.action
const result = await callTool(name, { id: 1 })
return result
