//! title: native memory kept by closures
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 500_000 })
const kept = []
try { for (let i = 0; i < 1000; i++) { const text = 'x'.repeat(n + i); kept.push(() => text) } } catch { return 'ESCAPED' } finally { callTool('escaped', {}) }
return 'ESCAPED'
