//! title: overwrite call tool by logical
//! stopped: 1 NO_CALL_TARGET_ASSIGNMENT
callTool &&= () => 'own'
return 1
