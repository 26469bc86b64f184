//! title: native integers from many digits
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 310_000 })
return ['ESCAPED', BigInt64Array.from(new Array(100).fill('9'.repeat(n))).length]
