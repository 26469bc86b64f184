//! title: maker as constructor of array from
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const maker = Object[get + 'iptor'](Object[of + 'eOf'](() => {}), 'constructor').value
const made = Array.of.call(maker, "return 'ESCAPED'")
return typeof made === 'function' ? made() : made
