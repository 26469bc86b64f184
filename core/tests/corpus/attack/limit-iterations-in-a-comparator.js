//! title: limit iterations in a comparator
//! stopped: 4 MAX_ITERATIONS
try {
  [3, 1, 2].sort((a, b) => { let i = a + b; while (i) i++; return a - b })
} catch { return 'ESCAPED' }
return 'ESCAPED'
