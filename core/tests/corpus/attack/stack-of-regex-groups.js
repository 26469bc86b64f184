//! title: stack of regex groups
//! stopped: 4 EXECUTION_ERROR
const { n } = await callTool('echo', { n: 50_000 })
return new RegExp('(?:'.repeat(n) + 'a' + ')'.repeat(n)).test('a')
