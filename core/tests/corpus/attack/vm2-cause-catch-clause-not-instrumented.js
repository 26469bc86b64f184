//! title: vm2 cause catch clause not instrumented
//! stopped: 4 EXECUTION_ERROR
const { k } = await callTool('echo', { k: 'constr' })
try { try { null.x } finally { null.y } } catch { try { throw (() => {}) } catch (f) { return f[k + 'uctor']("return 'ESCAPED'")() } }
