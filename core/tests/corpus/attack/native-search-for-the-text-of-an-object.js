//! title: native search for the text of an object
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 4_000_000 })
return ['ESCAPED', 'a'.repeat(n).indexOf({ toString: () => 'a'.repeat(n / 2) + 'b' })]
