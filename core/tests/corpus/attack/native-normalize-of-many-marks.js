//! title: native normalize of many marks
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 1_000_000 })
return ('a' + '\u0301\u0323'.repeat(n)).normalize('NFD').length
