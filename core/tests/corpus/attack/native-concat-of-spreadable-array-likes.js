//! title: native concat of spreadable array likes
//! stopped: 4 TIMEOUT
const { n } = await callTool('echo', { n: 2 ** 40 })
return ['ESCAPED', [].concat({ length: n, [Symbol.isConcatSpreadable]: true }).length]
