//! title: timeout waiting for the clock
//! stopped: 4 TIMEOUT
try { await sleep(1e15) } catch { return 'ESCAPED' } finally { callTool('escaped', {}) }
return 'ESCAPED'
