//! title: clock is the journals
//! value: [true, true, 0, true]
const start = Date.now()
let x = 0
for (let i = 0; i < 200_000; i++) x += i % 7
const busy = Date.now() - start
await sleep(30)
const slept = Date.now() - start
return [x > 0, slept >= 30, busy, Number.isInteger(Date.now()) && new Date().getTime() >= start]
