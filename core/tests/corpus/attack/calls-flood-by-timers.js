//! title: calls flood by timers
//! stopped: 4 MAX_TOOL_CALLS
setInterval(() => { callTool('echo', {}); callTool('echo', {}); callTool('echo', {}) }, 1)
await new Promise(() => {})
