//! title: limit iterations in iterator return
//! stopped: 4 MAX_ITERATIONS
const source = {
  [Symbol.iterator]() { return this },
  next() { return { value: 1, done: false } },
  return() { let i = 1; try { while (i) i++ } finally { callTool('escaped', {}) } return {} },
}
try { for (const item of source) { if (item) break } } catch { return 'ESCAPED' }
return 'ESCAPED'
