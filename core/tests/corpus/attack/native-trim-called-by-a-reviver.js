//! title: native trim called by a reviver
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
const trim = ''.trim.bind(' '.repeat(n))
return JSON.parse(`[${'1,'.repeat(1500)}1]`, trim)
