//! title: angular cause array prototype join of keys
//! stopped: 4 EXECUTION_ERROR
const { of, k } = await callTool('echo', { of: 'getPrototypeOf', k: 'constructor' })
Object[of]([]).toString = () => k
return (() => {})[['name']]("return 'ESCAPED'")()
