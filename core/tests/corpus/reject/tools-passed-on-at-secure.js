//! title: tools as a value at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 1
const api = tools
return await api.users.list({})
