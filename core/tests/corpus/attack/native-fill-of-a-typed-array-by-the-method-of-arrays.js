//! title: native fill of a typed array by the method of arrays
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
Array.prototype.fill.call(new Float64Array(2000), ' '.repeat(n))
return 'ESCAPED'
