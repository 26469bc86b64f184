//! title: console methods called bare
//! console: ["a", "b", "c"]
//! value: ["undefined", "TypeError"]
const { log, warn } = console
log('a')
const seen = [typeof warn.call(null, 'b')]
log.apply({ get x() { callTool('escaped', {}) } }, ['c'])
try { new log('d') } catch (error) { seen.push(error.name) }
return seen
