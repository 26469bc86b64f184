//! title: native big integer by as uint
//! stopped: 4 EXECUTION_ERROR
const { n } = await callTool('echo', { n: 400_000_000 })
return ['ESCAPED', BigInt.asUintN(n, -1n) > 0n]
