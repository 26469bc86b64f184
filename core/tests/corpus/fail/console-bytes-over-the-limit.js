//! title: a few texts that are too long together
//! error: CONSOLE_LIMIT_EXCEEDED
const line = 'x'.repeat(99000);
for (let i = 0; i < 20; i++) console.info(i + line);
return 'done';
