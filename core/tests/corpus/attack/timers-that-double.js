//! title: timers that double
//! stopped: 4 EXECUTION_ERROR
let failed
const grow = () => { if (failed) return; try { for (let i = 0; i < 400; i++) setTimeout(grow, 1) } catch (error) { failed = error } }
grow()
while (!failed) await sleep(1)
throw failed
