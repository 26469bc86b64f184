//! title: angular cause string methods changed before the guard
//! stopped: 4 EXECUTION_ERROR
const { of, k } = await callTool('echo', { of: 'getPrototypeOf', k: 'constructor' })
const top = Object[of]('')
top.valueOf = () => 'name'
top.toString = () => 'name'
top.startsWith = () => false
top.includes = () => false
return (() => {})[k]("return 'ESCAPED'")()
