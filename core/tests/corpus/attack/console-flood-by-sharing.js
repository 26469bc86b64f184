//! title: console flood by sharing
//! stopped: 4 CONSOLE_LIMIT_EXCEEDED
let o = { leaf: 'x'.repeat(200) }
for (let i = 0; i < 6; i++) o = Array(60).fill(o)
try { console.log(o, o, o) } finally { callTool('escaped', {}) }
return 'ESCAPED'
