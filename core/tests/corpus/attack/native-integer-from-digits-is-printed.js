//! title: native integer from digits is printed
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 300_000 })
return ['ESCAPED', BigInt('9'.repeat(n)).toString().length]
