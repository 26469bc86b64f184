//! title: emit of large values
//! stopped: 4 CONSOLE_LIMIT_EXCEEDED
const text = 'x'.repeat(100_000)
for (let i = 0; i < 100; i++) emit({ text })
return 'ESCAPED'
