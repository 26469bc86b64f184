//! title: a computed key below tools, at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 2
const method = context.method
const rows = await tools.users[method]({})
return rows
