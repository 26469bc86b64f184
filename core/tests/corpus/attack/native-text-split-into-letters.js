//! title: native text split into letters
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 10_000_000 })
return ['ESCAPED', 'x'.repeat(n).split('').length]
