//! title: native text doubled as argument
//! calls: [["echo", {"$undefined": true}]]
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
let text = 'ab'.repeat(1000)
for (let i = 0; i < 17; i++) text += text
try { await callTool('echo', { text }) } finally { callTool('escaped', {}) }
