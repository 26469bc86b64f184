//! title: limit iterations in default parameters
//! stopped: 4 MAX_ITERATIONS
const spin = (n = (() => { let i = 1; while (i) i++; return i })(), after = callTool('escaped', {})) => [n, after]
try { return ['ESCAPED', spin()] } catch { return 'ESCAPED' }
