//! title: native trim called by sort
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
const trim = ''.trim.bind(' '.repeat(n))
return Array.from({ length: 300 }, (_, i) => i).sort(trim).length
