//! title: native integer as unsigned is printed
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 1_000_000 })
return ['ESCAPED', String(BigInt.asUintN(n, -1n)).length]
