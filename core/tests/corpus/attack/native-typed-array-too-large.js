//! title: native typed array too large
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 2 ** 30 })
try { new Float64Array(n / 8) } catch { return 'ESCAPED' }
return 'ESCAPED'
