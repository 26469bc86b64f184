//! title: native text keys by names
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n, names } = await callTool('echo', { n: 40_000_000, names: 'getOwnPropertyNames' })
return ['ESCAPED', Object[names]('x'.repeat(n)).length]
