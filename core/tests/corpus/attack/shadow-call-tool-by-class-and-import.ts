//! title: shadow call tool by class and import
//! stopped: 1 NO_CALL_TARGET_ASSIGNMENT
class callTool { static run = 1 }
return callTool.run
