//! title: native floats of many long texts
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
return ['ESCAPED', new Float64Array(new Array(2000).fill(' '.repeat(n))).length]
