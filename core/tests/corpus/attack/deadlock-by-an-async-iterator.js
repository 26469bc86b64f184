//! title: deadlock by an async iterator
//! stopped: 4 DEADLOCK
const mute = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return() { callTool('escaped', {}); return {} } }) }
for await (const item of mute) return item
