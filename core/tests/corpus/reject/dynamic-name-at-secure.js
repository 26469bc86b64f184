//! title: a computed name at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 2
const name = context.tool
return await callTool(name, {})
