//! title: the name stands in a constant
//! finding: UNKNOWN_TOOL 2
const TOOL = 'users:remove'
return await callTool(TOOL, {})
