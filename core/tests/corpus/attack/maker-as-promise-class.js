//! title: maker as promise class
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const maker = Object[get + 'iptor'](Object[of + 'eOf'](() => {}), 'constructor').value
return await Promise.resolve.call(maker, "return 'ESCAPED'")
