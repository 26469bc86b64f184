//! title: a call raced against a timeout
//! value: [3,"too slow"]
const withTimeout = (promise, ms) => Promise.race([promise, sleep(ms).then(() => { throw new Error('too slow') })])
const fast = await withTimeout(tools.add({ a: 1, b: 2 }), 1000)
let slow
try { await withTimeout(new Promise(() => {}), 1) } catch (e) { slow = e.message }
return [fast.sum, slow]
