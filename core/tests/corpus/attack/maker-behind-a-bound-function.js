//! title: maker behind a bound function
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const bound = Math.max.bind(null)
const maker = Object[get + 'iptor'](Object[of + 'eOf'](bound), 'constructor').value
return new maker("return 'ESCAPED'")()
