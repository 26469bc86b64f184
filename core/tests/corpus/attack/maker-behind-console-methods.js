//! title: maker behind console methods
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const maker = Object[get + 'iptor'](Object[of + 'eOf'](console.log), 'constructor').value
return maker("return 'ESCAPED'")()
