//! title: native big integers divided for ever
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 30_000 })
const [x, y] = [BigInt(`0x${'f'.repeat(n)}`), BigInt(`0x${'e'.repeat(n / 2)}`)]
let total = 0n
for (let i = 0; i < 100_000; i++) total += x % y
return 'ESCAPED'
