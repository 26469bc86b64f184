//! title: angular cause to string of boxed key changed
//! stopped: 4 EXECUTION_ERROR
const { of, k } = await callTool('echo', { of: 'getPrototypeOf', k: 'constructor' })
Object[of]('').toString = () => 'constructor'
return (() => {})[Object('name')]("return 'ESCAPED'")()
