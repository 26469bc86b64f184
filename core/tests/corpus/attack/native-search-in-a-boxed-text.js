//! title: native search in a boxed text
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 4_000_000 })
return ['ESCAPED', new String('a'.repeat(n)).indexOf('a'.repeat(n / 2) + 'b')]
