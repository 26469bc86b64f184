//! title: result date with hostile prototype
//! value: [{"$date": 5}, {"$date": 6}]
const { set } = await callTool('echo', { set: 'setPrototypeOf' })
const fake = { getTime() { callTool('escaped', {}); return 'ESCAPED' }, valueOf: () => 'ESCAPED', toISOString: () => 'ESCAPED', [Symbol.toPrimitive]: () => 'ESCAPED', toJSON: () => 'ESCAPED' }
return [Object[set](new Date(5), fake), Object[set](new Date(6), null)]
