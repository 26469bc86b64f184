//! title: native trim called by a map
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
const trim = ''.trim.bind(' '.repeat(n))
new Map(Array.from({ length: 2000 }, (_, i) => [i, i])).forEach(trim)
return 'ESCAPED'
