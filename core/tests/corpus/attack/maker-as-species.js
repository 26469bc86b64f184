//! title: maker as species
//! stopped: 4 EXECUTION_ERROR
const { get, of } = await callTool('echo', { get: 'getOwnPropertyDescr', of: 'getPrototyp' })
const maker = Object[get + 'iptor'](Object[of + 'eOf'](() => {}), 'constructor').value
class List extends Array { static get [Symbol.species]() { return maker } }
const made = new List("return 'ESCAPED'").map((text) => text)
return typeof made === 'function' ? made() : 'no code'
