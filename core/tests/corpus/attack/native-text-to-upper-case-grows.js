//! title: native text to upper case grows
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 15_000_000 })
return ['ESCAPED', '\u0390'.repeat(n).toUpperCase().length]
