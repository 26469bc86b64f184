//! title: limit iterations shared over concurrent tasks
//! stopped: 4 MAX_ITERATIONS
let turns = 0
const task = async () => { for (let i = 0; i < 300_000; i++) { turns++; if (i % 1000 === 0) await null } }
await Promise.all([task(), task(), task(), task(), task()])
return turns
