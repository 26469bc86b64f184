//! title: the order of promise jobs
//! value: [1,2,3,4,5,6,7,8]
const log = []
const p = (async () => { log.push(1); await null; log.push(4); await null; log.push(7) })()
Promise.resolve().then(() => log.push(5)).then(() => log.push(8))
queueMicrotask(() => log.push(6))
log.push(2)
await new Promise((resolve) => { log.push(3); resolve() })
await p
await Promise.resolve()
return log
