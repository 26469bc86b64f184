//! title: native integer from hex digits is printed
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 250_000 })
return ['ESCAPED', String(BigInt('0x' + 'f'.repeat(n))).length]
