//! title: console flood by arguments
//! stopped: 4 CONSOLE_LIMIT_EXCEEDED
const text = 'x'.repeat(1000)
const many = new Array(2000).fill(text)
try { console.error(...many) } catch { return 'ESCAPED' }
return 'ESCAPED'
