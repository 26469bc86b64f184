//! title: native array from of another class
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
Array.from.call(Float64Array, new Array(2000).fill(' '.repeat(n)))
return 'ESCAPED'
