//! title: tool flood
//! error: MAX_TOOL_CALLS
for (let i = 0; i < 1e6; i++) callTool('echo', {})
