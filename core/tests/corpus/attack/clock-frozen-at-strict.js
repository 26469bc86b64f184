//! title: clock frozen at strict
//! level: strict
//! language: javascript
//! value: [0, 0]
const start = Date.now()
await sleep(50)
const { a } = await callTool('echo', { a: 1 })
return [Date.now() - start, new Date().getTime() - start - a + 1]
