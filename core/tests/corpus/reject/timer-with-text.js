//! title: setTimeout takes code as text
//! finding: NO_EVAL 3
let done = false
console.log('waiting')
setTimeout("done = true", 50)
await sleep(60)
return done
