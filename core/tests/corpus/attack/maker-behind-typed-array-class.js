//! title: maker behind typed array class
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const up = (value) => Object[of + 'eOf'](value)
const hidden = up(Uint8Array)
const maker = Object[get + 'iptor'](up(hidden), 'constructor').value
return [hidden.name, maker("return 'ESCAPED'")()]
