//! title: native spread without end
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const step = { value: 1, done: false }
const list = [...{ [Symbol.iterator]: () => ({ next: () => step, return() { callTool('escaped', {}) } }) }]
return ['ESCAPED', list.length]
