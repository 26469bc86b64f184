//! title: callTool is bound, at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 1
const list = callTool.bind(null, 'users:list')
return await list({})
