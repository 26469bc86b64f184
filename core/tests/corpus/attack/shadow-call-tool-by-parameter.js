//! title: shadow call tool by parameter
//! stopped: 1 NO_CALL_TARGET_ASSIGNMENT
const run = (callTool) => callTool('users:list', {})
return run(() => 'own')
