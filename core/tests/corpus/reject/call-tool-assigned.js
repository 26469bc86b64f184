//! title: callTool is assigned
//! finding: NO_CALL_TARGET_ASSIGNMENT 1
callTool = async () => ({})
return await callTool('users:list', {})
