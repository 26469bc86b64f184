//! title: console redefined by define property
//! value: ["TypeError", 1]
const { def } = await callTool('echo', { def: 'defineProperty' })
const seen = []
try { Object[def](Object.freeze(console), 'log', { value: () => 'ESCAPED' }); seen.push('changed') } catch (error) { seen.push(error.name) }
return [...seen, 1]
