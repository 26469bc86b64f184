//! title: maker of async generators by dynamic prototype
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const proto = Object[of + 'eOf'](async function* () {})
const maker = Object[get + 'iptor'](proto, 'constructor').value
return (await maker("yield 'ESCAPED'")().next()).value
