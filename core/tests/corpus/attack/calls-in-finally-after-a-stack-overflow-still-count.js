//! title: calls in finally after a stack overflow still count
//! stopped: 4 MAX_TOOL_CALLS
const deep = () => { try { return deep() } finally { callTool('echo', {}).catch(() => {}) } }
return deep()
