//! title: isolated vm cause reference of a result
//! value: []
const result = await callTool('echo', { a: 1 })
return ['applySync', 'deref', 'copyInto', 'getSync', 'typeof', 'release', 'transferInto'].filter((key) => key in result)
