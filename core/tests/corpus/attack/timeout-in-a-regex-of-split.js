//! title: timeout in a regex of split
//! stopped: 4 TIMEOUT
const { p } = await callTool('echo', { p: '(?:x*)*y' })
return ['ESCAPED', 'x'.repeat(50_000).split(new RegExp(p)).length]
