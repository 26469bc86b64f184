//! title: native array likes of two to the 53
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 2 ** 53 - 1 })
try { Array.prototype.reverse.call({ length: n }) } catch { return 'ESCAPED' } finally { callTool('escaped', {}) }
return 'ESCAPED'
