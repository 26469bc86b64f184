//! title: native regex of many properties
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 20_000 })
return ['ESCAPED', new RegExp('\\p{L}'.repeat(n), 'iu').test('a')]
