//! title: limit iterations in nested finally
//! stopped: 4 MAX_ITERATIONS
const spin = (n) => { let i = n; while (i > 0) i++; return i }
try { try { try { spin(1) } finally { callTool('escaped', {}) } } finally { callTool('escaped', {}) } } catch { return 'ESCAPED' }
return 'ESCAPED'
