//! title: limit iterations in to string
//! stopped: 4 MAX_ITERATIONS
const o = { toString() { for (let i = 1; i; i++) {} return 'a' }, valueOf() { return callTool('escaped', {}) } }
try { return `${o}` } catch { return 'ESCAPED' } finally { String(o) }
