//! title: result long keys
//! stopped: 5 OUTPUT_TOO_LARGE
const { n } = await callTool('echo', { n: 1_000_000 })
const o = {}
for (let i = 0; i < 20; i++) o['k'.repeat(n) + i] = i
return o
