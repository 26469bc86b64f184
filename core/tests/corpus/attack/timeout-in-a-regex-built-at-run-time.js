//! title: timeout in a regex built at run time
//! stopped: 4 TIMEOUT
const { p } = await callTool('echo', { p: '(a+)+' })
try { return ['ESCAPED', new RegExp(`^${p}$`).test('a'.repeat(60) + 'b')] } catch { return 'ESCAPED' } finally { callTool('escaped', {}) }
