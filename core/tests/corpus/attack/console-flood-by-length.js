//! title: console flood by length
//! stopped: 4 CONSOLE_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 2_000_000 })
try { console.log('x'.repeat(n)) } catch { return 'ESCAPED' } finally { callTool('escaped', {}) }
return 'ESCAPED'
