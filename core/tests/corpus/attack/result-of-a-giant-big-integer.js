//! title: result of a giant big integer
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
let x = 10n
for (let i = 0; i < 30; i++) x *= x
return x
