//! title: iterator return while running
//! value: [1, "finally", "TypeError"]
const seen = []
function* turns() { try { yield 1; yield 2 } finally { seen.push('finally'); try { it.return(9) } catch (error) { seen.push(error.name) } } }
const it = turns()
for (const turn of it) { seen.push(turn); break }
return seen
