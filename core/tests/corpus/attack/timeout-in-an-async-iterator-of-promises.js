//! title: timeout in an async iterator of promises
//! stopped: 4 TIMEOUT
const endless = { [Symbol.asyncIterator]() { return this }, next: () => new Promise((done) => setTimeout(done, 10, { value: 1 })), return() { callTool('escaped', {}) } }
let total = 0
try { for await (const item of endless) total += item } catch { return 'ESCAPED' } finally { callTool('escaped', {}) }
return ['ESCAPED', total]
