//! title: limit iterations in try catch finally
//! stopped: 4 MAX_ITERATIONS
let i = 0
try {
  for (; i >= 0; i++) {}
} catch {
  callTool('escaped', {})
} finally {
  callTool('escaped', {})
}
return 'ESCAPED: went on'
