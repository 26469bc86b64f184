//! title: deadlock by a promise of itself
//! stopped: 4 DEADLOCK
const box = {}
box.task = (async () => { await null; return await box.task })()
try { await box.task } finally { callTool('escaped', {}) }
