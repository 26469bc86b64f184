//! title: calls flood from catch handlers
//! stopped: 4 MAX_TOOL_CALLS
const again = (n) => callTool('fail', { message: 'x' }).catch(() => again(n + 1)).finally(() => { if (n === 0) callTool('escaped', {}) })
await again(0)
return 'ESCAPED'
