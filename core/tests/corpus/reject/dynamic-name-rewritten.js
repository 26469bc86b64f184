//! title: a name in a variable that is written twice, at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 3
let name = 'users:list'
if (context.tenant === 'acme') name = 'orders:list'
return await callTool(name, {})
