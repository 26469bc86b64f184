//! title: console flood by empty lines
//! stopped: 4 CONSOLE_LIMIT_EXCEEDED
for (let i = 0; i < 100_000; i++) console.debug()
return 'ESCAPED'
