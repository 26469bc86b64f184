//! title: maker behind call tool
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const maker = Object[get + 'iptor'](Object[of + 'eOf'](callTool), 'constructor').value
return maker.call(null, "return 'ESCAPED'")()
