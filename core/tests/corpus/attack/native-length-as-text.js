//! title: native length as text
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: '9007199254740991' })
return ['ESCAPED', Array.prototype.indexOf.call({ length: n }, 1)]
