//! title: native typed keys
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 40_000_000 })
return ['ESCAPED', Object.keys(new Uint8Array(n)).length]
