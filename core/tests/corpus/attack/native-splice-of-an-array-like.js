//! title: native splice of an array like
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 2 ** 53 - 1 })
return ['ESCAPED', Array.prototype.splice.call({ length: n }, 0, 1)]
