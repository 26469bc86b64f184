//! title: native length of a function
//! stopped: 4 TIMEOUT
const { n, def } = await callTool('echo', { n: 2 ** 53 - 1, def: 'defineProperty' })
return ['ESCAPED', Array.prototype.unshift.call(Object[def](() => 1, 'length', { value: n, writable: true }), 1)]
