//! title: callTool without a name
//! finding: UNKNOWN_TOOL 1
return await callTool()
