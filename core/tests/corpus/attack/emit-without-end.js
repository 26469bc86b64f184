//! title: emit without end
//! stopped: 4 CONSOLE_LIMIT_EXCEEDED
for (let i = 0; i < 100_000; i++) emit(null)
return 'ESCAPED'
