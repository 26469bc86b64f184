//! title: limit iterations in to primitive of a key
//! stopped: 4 MAX_ITERATIONS
const key = { [Symbol.toPrimitive](hint) { let i = hint.length; while (i) i += 1; return 'a' } }
let value
try { value = { a: 'ESCAPED' }[key] } catch { value = 'ESCAPED' }
return value
