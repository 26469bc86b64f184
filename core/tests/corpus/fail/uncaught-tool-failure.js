//! title: uncaught tool failure
//! error: TOOL_ERROR
//! name: ToolError
//! line: 2
const a = 1;
await callTool('fail', { message: 'x' })
