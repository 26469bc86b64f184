//! title: setInterval takes a constant that holds text
//! finding: NO_EVAL 3
const TICK = 'count += 1'
let count = 0
const timer = setInterval(TICK, 10)
await sleep(30)
clearInterval(timer)
return count
