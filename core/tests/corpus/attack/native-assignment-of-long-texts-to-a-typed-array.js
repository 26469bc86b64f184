//! title: native assignment of long texts to a typed array
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
Object.assign(new Float64Array(2000), new Array(2000).fill(' '.repeat(n)))
return 'ESCAPED'
