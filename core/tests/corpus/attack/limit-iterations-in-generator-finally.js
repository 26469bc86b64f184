//! title: limit iterations in generator finally
//! stopped: 4 MAX_ITERATIONS
function* numbers() { try { yield 1; yield 2 } finally { let i = 1; try { while (i) i++ } finally { yield callTool('escaped', {}) } } }
try { const [first] = numbers(); return ['ESCAPED', first] } catch { return 'ESCAPED' }
