//! title: timers cleared while they fire
//! value: ["a", "b"]
const seen = []
let c
setTimeout(() => { seen.push('a'); clearTimeout(c) }, 1)
const b = setTimeout(() => { seen.push('b'); clearTimeout(b) }, 1)
c = setTimeout(() => seen.push('ESCAPED'), 1)
const i = setInterval(() => { clearInterval(i); if (seen.includes('again')) seen.push('ESCAPED'); }, 1)
await sleep(20)
return seen
