//! title: console flood from jobs
//! stopped: 4 CONSOLE_LIMIT_EXCEEDED
const again = () => { console.info('again'); Promise.resolve().then(again) }
again()
await sleep(10)
return 'ESCAPED'
