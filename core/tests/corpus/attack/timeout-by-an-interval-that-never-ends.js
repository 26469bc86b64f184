//! title: timeout by an interval that never ends
//! stopped: 4 TIMEOUT
let ticks = 0
setInterval(() => { ticks++ }, 20)
await new Promise(() => {})
return ['ESCAPED', ticks]
