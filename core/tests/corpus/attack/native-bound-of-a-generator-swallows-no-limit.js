//! title: native bound of a generator swallows no limit
//! stopped: 4 MAX_ITERATIONS
function* outer() { try { yield* inner() } catch { callTool('escaped', {}) } finally { callTool('escaped', {}) } }
function* inner() { try { let i = 1; while (i) i++; yield i } finally { callTool('escaped', {}) } }
const it = outer()
try { it.next() } catch { it.return(1) } finally { it.throw(new Error('again')) }
return 'ESCAPED'
