//! title: tools is declared in agentscript
//! level: strict
//! finding: NO_CALL_TARGET_ASSIGNMENT 1
const tools = ['hammer', 'saw']
return tools.length
