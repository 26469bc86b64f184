//! title: unknown tool
//! finding: UNKNOWN_TOOL 1
return callTool('nope', {})
