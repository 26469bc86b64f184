//! title: timeout of sleeps counts together
//! stopped: 4 TIMEOUT
const naps = Array.from({ length: 30 }, (_, i) => i * 100)
for (const nap of naps) await sleep(nap)
return 'ESCAPED'
