//! title: emit of what has no bytes and takes memory
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 50_000 })
const nothing = new Array(n).fill(null)
for (let i = 0; i < 900; i++) emit(nothing)
return 'ESCAPED: gigabytes of the host'
