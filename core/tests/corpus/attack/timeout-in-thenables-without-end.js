//! title: timeout in thenables without end
//! stopped: 4 TIMEOUT
const never = { then(done) { done({ then: never.then }) } }
try { await never } finally { callTool('escaped', {}) }
return 'ESCAPED'
