//! title: generator return with thenable
//! value: ["value", ["object", "function"]]
async function* turns() { try { yield 1 } finally { await null } }
const it = turns()
await it.next()
const seen = []
const { value } = await it.return({ then(done) { seen.push(typeof this, typeof done); done('value') } })
return [value, seen]
