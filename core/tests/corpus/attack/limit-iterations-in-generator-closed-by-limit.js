//! title: limit iterations in generator closed by limit
//! stopped: 4 MAX_ITERATIONS
function* open() { try { for (let i = 0; i >= 0; i++) yield i } finally { callTool('escaped', {}) } }
try { for (const item of open()) { if (item < 0) break } } finally { callTool('escaped', {}) }
return 'ESCAPED'
