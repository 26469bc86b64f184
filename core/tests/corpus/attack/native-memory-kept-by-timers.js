//! title: native memory kept by timers
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 500_000 })
for (let i = 0; i < 1000; i++) setTimeout((text) => callTool('escaped', { text }), 1e6, 'x'.repeat(n + i))
await sleep(1)
