//! title: deadlock of two tasks
//! stopped: 4 DEADLOCK
let free
const a = new Promise((done) => { free = done })
const b = (async () => { await a; return 1 })()
await b.then(free)
return 'ESCAPED'
