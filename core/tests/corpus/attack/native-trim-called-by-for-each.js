//! title: native trim called by for each
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
const trim = ''.trim.bind(' '.repeat(n))
new Array(2000).fill(1).forEach(trim)
return 'ESCAPED'
