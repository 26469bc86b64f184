//! title: console flood
//! error: CONSOLE_LIMIT_EXCEEDED
for (let i = 0; i < 1e6; i++) console.log(i)
