//! title: calls refused for depth still count
//! stopped: 4 MAX_TOOL_CALLS
let deep = {}
for (let i = 0; i < 1000; i++) deep = { deep }
for (let i = 0; i < 500; i++) { try { await callTool('echo', deep) } catch (error) { if (error.code !== 'OUTPUT_TOO_LARGE') throw error } }
return 'ESCAPED'
