//! title: calls flood of unknown tools
//! stopped: 4 MAX_TOOL_CALLS
const names = Array.from({ length: 500 }, (_, i) => `tool${i}`)
for (const name of names) { try { await callTool(name, {}) } catch (error) { if (error.code !== 'TOOL_NOT_FOUND') callTool('escaped', {}) } }
return 'ESCAPED'
