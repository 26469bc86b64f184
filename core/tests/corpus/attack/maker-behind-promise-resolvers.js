//! title: maker behind promise resolvers
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const { resolve } = Promise.withResolvers()
const maker = Object[get + 'iptor'](Object[of + 'eOf'](resolve), 'constructor').value
return maker("return 'ESCAPED'")()
