//! title: the rest of tools is taken, at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 1
const { users, ...others } = tools
return Object.keys(others)
