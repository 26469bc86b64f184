//! title: callTool is replaced by a mock
//! finding: NO_CALL_TARGET_ASSIGNMENT 2
const log = []
callTool = async (name) => { log.push(name); return [] }
await callTool('users:list', {})
return log
