//! title: native floats from many long texts
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
return ['ESCAPED', Float64Array.from(new Array(2000).fill(' '.repeat(n))).length]
