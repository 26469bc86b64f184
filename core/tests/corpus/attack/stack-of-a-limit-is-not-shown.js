//! title: stack of a limit is not shown
//! stopped: 4 MAX_ITERATIONS
let stack = ''
const { of, def } = await callTool('echo', { of: 'getPrototypeOf', def: 'defineProperty' })
Object[def](Object[of](new Error('')), 'stack', { get() { callTool('escaped', {}); return 'ESCAPED' }, set(value) { stack = value; callTool('escaped', {}) } })
for (let i = 1; i; i++) {}
return stack
