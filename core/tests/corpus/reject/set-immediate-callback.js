//! title: setImmediate
//! finding: DISALLOWED_IDENTIFIER 2
let done = false
setImmediate(() => { done = true })
await sleep(1)
return done
