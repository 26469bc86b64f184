//! title: native integer of an object is printed
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 250_000 })
return ['ESCAPED', String(BigInt({ valueOf: () => '0x' + 'f'.repeat(n) })).length]
