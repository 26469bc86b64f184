//! title: a name chosen at run time, at strict
//! level: strict
//! finding: DYNAMIC_CALL_TARGET 2
const admin = context.role === 'admin'
return await callTool(admin ? 'users:list' : 'orders:list', {})
