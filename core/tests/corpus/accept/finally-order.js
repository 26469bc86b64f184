//! title: the order of finally blocks
//! value: [["returned","caught","end"],["try 1","finally 1","try 2","catch","finally 2","try 3","finally 3"]]
const log = []
function f(n) {
  try { log.push('try ' + n); if (n === 1) return 'returned'; if (n === 2) throw new Error('thrown'); return 'end' }
  catch (e) { log.push('catch'); return 'caught' }
  finally { log.push('finally ' + n) }
}
return [[1, 2, 3].map(f), log]
