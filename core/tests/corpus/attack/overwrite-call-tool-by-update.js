//! title: overwrite call tool by update
//! stopped: 1 NO_CALL_TARGET_ASSIGNMENT
callTool++
return 1
