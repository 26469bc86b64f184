//! title: native floats set to many long texts
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
new Float64Array(2000).set(new Array(2000).fill(' '.repeat(n)))
return 'ESCAPED'
