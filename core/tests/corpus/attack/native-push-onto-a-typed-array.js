//! title: native push onto a typed array
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
try { Array.prototype.push.apply(new Float64Array(3), new Array(3000).fill(' '.repeat(n))) } catch { return 'ESCAPED' }
return 'ESCAPED'
