//! title: result too deep
//! stopped: 5 OUTPUT_TOO_LARGE
let o = {}
for (let i = 0; i < 500; i++) o = i % 2 ? [o] : { o }
return o
