//! title: native max of many long texts
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
return ['ESCAPED', Math.max(...new Array(20_000).fill(' '.repeat(n)))]
