//! title: limit iterations in an array pattern
//! stopped: 4 MAX_ITERATIONS
function* ones() { try { for (;;) yield 1 } finally { callTool('escaped', {}) } }
let rest
try { [, ...rest] = ones() } catch { return 'ESCAPED' }
return ['ESCAPED', rest.length]
