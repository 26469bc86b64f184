//! title: parallel with a sparse giant
//! level: strict
//! language: javascript
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const { n } = await callTool('echo', { n: 4294967295 })
const list = []
list.length = n
return await parallel(list, { concurrency: 1 })
