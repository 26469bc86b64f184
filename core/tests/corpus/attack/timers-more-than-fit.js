//! title: timers more than fit
//! stopped: 4 EXECUTION_ERROR
const { n } = await callTool('echo', { n: 100_000 })
for (let i = 0; i < n; i++) setTimeout(() => callTool('escaped', {}), 1e9)
await sleep(1)
