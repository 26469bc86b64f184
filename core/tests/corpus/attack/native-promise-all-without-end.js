//! title: native promise all without end
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const step = { value: 1, done: false }
await Promise.all({ [Symbol.iterator]: () => ({ next: () => step, return() { callTool('escaped', {}) } }) })
return 'ESCAPED'
