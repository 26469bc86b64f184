//! title: native memory by a promise chain
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
let chain = Promise.resolve(0)
for (let i = 0; i < 900_000; i++) chain = chain.then((n) => n + 1)
try { return ['ESCAPED', await chain] } finally { callTool('escaped', {}) }
