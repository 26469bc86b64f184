//! title: calls flood unawaited
//! stopped: 4 MAX_TOOL_CALLS
const { n } = await callTool('echo', { n: 1_000 })
for (let i = 0; i < n; i++) { try { callTool('echo', { i }) } catch { callTool('escaped', {}) } finally { if (i > 200) callTool('escaped', {}) } }
return 'ESCAPED'
