//! title: maker behind a class
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
class A extends (class {}) {}
const up = (value) => Object[of + 'eOf'](value)
const maker = Object[get + 'iptor'](up(up(A)), 'constructor').value
return maker("return 'ESCAPED'")()
