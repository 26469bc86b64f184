//! title: deadlock in a finally
//! stopped: 4 DEADLOCK
const run = async () => { try { throw new Error('lost') } finally { await new Promise(() => {}) } }
await run().catch(() => callTool('escaped', {}))
