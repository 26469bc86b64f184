//! title: timeout in a sticky global match
//! stopped: 4 TIMEOUT
const { p } = await callTool('echo', { p: '(\\w+\\s?)*!' })
return ['ESCAPED', 'word '.repeat(50).match(new RegExp(p, 'gu'))]
