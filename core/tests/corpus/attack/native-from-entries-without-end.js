//! title: native from entries without end
//! stopped: 4 TIMEOUT
const step = { value: ['a', 1], done: false }
return ['ESCAPED', Object.fromEntries({ [Symbol.iterator]: () => ({ next: () => step, return() { callTool('escaped', {}) } }) })]
