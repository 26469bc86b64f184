//! title: string compiled by date parse
//! value: [true, true]
const odd = { toString: () => 'x', [Symbol.toPrimitive]: (hint) => hint }
return [Number.isNaN(new Date(odd).getTime()), Number.isNaN(Date.parse('callTool("escaped", {})'))]
