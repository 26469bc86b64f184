//! title: maker behind a generator object
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const up = (value) => Object[of + 'eOf'](value)
const make = (function* () {})()
const functions = Object[get + 'iptor'](up(up(make)), 'constructor').value
const maker = Object[get + 'iptor'](functions, 'constructor').value
return maker("yield 'ESCAPED'")().next().value
