//! title: a reserved name that nobody declared
//! finding: RESERVED_PREFIX 2
const name = 'users:list'
return await __safe_callTool(name, {})
