//! title: native parse int of blanks called by for each
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
new Array(2000).fill(1).forEach(parseInt.bind(null, ' '.repeat(n), 10))
return 'ESCAPED'
