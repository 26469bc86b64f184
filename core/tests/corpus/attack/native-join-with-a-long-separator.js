//! title: native join with a long separator
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 90_000 })
return ['ESCAPED', new Array(n).join('x'.repeat(n)).length]
