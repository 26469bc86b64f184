//! title: native buffers kept by slices
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 1_000_000 })
const kept = []
for (let i = 0; i < 100; i++) kept.push(new Uint8Array(n).slice(1).buffer)
return ['ESCAPED', kept.length]
