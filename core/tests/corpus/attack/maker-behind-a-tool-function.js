//! title: maker behind a tool function
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const maker = Object[get + 'iptor'](Object[of + 'eOf'](tools.users.list), 'constructor').value
return maker('a', 'b', "return 'ESCAPED'")()
