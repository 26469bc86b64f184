//! title: limit iterations in a setter of assign
//! stopped: 4 MAX_ITERATIONS
const o = { set a(value) { for (let i = value; i; i++) {} } }
try { Object.assign(o, { a: 1, get b() { callTool('escaped', {}) } }) } catch (error) { return `ESCAPED ${error}` }
return 'ESCAPED'
