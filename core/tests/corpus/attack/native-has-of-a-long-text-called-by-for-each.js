//! title: native has of a long text called by for each
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 20_000_000 })
const set = new Set(['q'])
new Array(2000).fill(1).forEach(set.has.bind(set, 'y'.repeat(n)))
return 'ESCAPED'
