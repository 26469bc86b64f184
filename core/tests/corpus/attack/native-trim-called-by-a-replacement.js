//! title: native trim called by a replacement
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
const trim = ''.trim.bind(' '.repeat(n))
return 'a'.repeat(2000).replace(/a/g, trim).length
