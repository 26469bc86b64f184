//! title: stack of nested json text
//! stopped: 4 STACK_OVERFLOW
const { n } = await callTool('echo', { n: 90_000 })
return JSON.parse('['.repeat(n) + ']'.repeat(n)).length
