//! title: result too deep for the native stack
//! stopped: 5 OUTPUT_TOO_LARGE
let o = {}
for (let i = 0; i < 300_000; i++) o = { o }
return o
