//! title: maker by dynamic descriptor
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const proto = Object[of + 'eOf'](() => {})
const maker = Object[get + 'iptor'](proto, ['constr', 'uctor'].join('')).value
return maker("return 'ESCAPED'")()
