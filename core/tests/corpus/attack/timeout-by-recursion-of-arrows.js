//! title: timeout by recursion of arrows
//! stopped: 4 TIMEOUT
const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2))
try { return ['ESCAPED', fib(60)] } catch { return 'ESCAPED' } finally { callTool('escaped', {}) }
