//! title: result object that pretends to be a date
//! value: {"a": 1}
const { set, of } = await callTool('echo', { set: 'setPrototypeOf', of: 'getPrototypeOf' })
const fake = Object[set]({ a: 1, [Symbol.toStringTag]: 'Date' }, Object[of](new Date()))
return fake
