//! title: timeout by a chain of sleeps
//! stopped: 4 TIMEOUT
const nap = async (n) => { await sleep(50); return n > 0 ? nap(n - 1) : 'ESCAPED' }
return await nap(1000)
