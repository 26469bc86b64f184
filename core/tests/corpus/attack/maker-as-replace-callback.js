//! title: maker as replace callback
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const maker = Object[get + 'iptor'](Object[of + 'eOf'](() => {}), 'constructor').value
const made = ["return 'ESCAPED'"].map((text) => [text].map(maker)[0])
return made[0]()
