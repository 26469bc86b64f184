//! title: maker behind parallel
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const maker = Object[get + 'iptor'](Object[of + 'eOf'](parallel), 'constructor').value
return await maker.apply(null, ["return 'ESCAPED'"])()
