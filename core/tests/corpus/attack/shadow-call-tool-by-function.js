//! title: shadow call tool by function
//! stopped: 1 NO_CALL_TARGET_ASSIGNMENT
function callTool() { return 'own' }
return callTool('users:list', {})
