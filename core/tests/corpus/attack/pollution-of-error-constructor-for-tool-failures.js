//! title: pollution of error constructor for tool failures
//! value: ["no", "NO_SUCH_USER", "ToolError", true]
const Native = Error
const { of, def } = await callTool('echo', { of: 'getPrototypeOf', def: 'defineProperty' })
Object[def](Object[of](new Error('')), 'message', { set() { callTool('escaped', {}) }, get: () => 'ESCAPED', configurable: true })
Object[def](Object[of](new Error('')), 'code', { set() { callTool('escaped', {}) }, get: () => 'ESCAPED', configurable: true })
try { await callTool('fail', { message: 'no' }) } catch (error) { return [error.message, error.code, error.name, error instanceof Native] }
