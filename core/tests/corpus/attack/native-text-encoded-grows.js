//! title: native text encoded grows
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 15_000_000 })
return ['ESCAPED', encodeURIComponent('\u20ac'.repeat(n)).length]
