//! title: limit iterations in a getter
//! stopped: 4 MAX_ITERATIONS
const o = { get a() { let i = 1; while (i) i++; return i } }
let seen
try { seen = { ...o } } catch { return 'ESCAPED' }
return ['ESCAPED', seen]
