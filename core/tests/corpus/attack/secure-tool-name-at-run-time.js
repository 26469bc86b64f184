//! title: secure tool name at run time
//! level: secure
//! stopped: 1 DYNAMIC_CALL_TARGET
const { k } = await callTool('echo', { k: 'echo' })
return await callTool(k, {})
