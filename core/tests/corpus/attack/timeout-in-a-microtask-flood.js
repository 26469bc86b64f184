//! title: timeout in a microtask flood
//! stopped: 4 TIMEOUT
let n = 0
const again = () => { n++; queueMicrotask(again) }
again()
await sleep(1)
return ['ESCAPED', n]
