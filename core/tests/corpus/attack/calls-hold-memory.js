//! title: calls hold memory
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 9_000_000 })
const big = 'x'.repeat(n)
for (let i = 0; i < 90; i++) callTool('echo', { big })
await sleep(1)
return 'ESCAPED'
