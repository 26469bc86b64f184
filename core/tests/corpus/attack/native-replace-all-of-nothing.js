//! title: native replace all of nothing
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 60_000 })
const text = 'x'.repeat(n)
return ['ESCAPED', text.replaceAll('', text).length]
