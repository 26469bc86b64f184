//! title: native big integer by reading hex
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 3_000_000 })
return ['ESCAPED', BigInt('0x' + 'f'.repeat(n)) > 0n]
