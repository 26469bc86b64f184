//! title: parallel with a limit keeps the order
//! value: [[3,1,2],[],"NO_SUCH_USER"]
const ids = [3, 1, 2]
const users = await parallel(ids.map((id) => () => tools.users.get({ id })), { concurrency: 2 })
const empty = await parallel([])
let failed
try { await parallel([() => tools.fail({ message: 'no' }), () => tools.add({ a: 1, b: 1 })]) } catch (e) { failed = e.code }
return [users.map((u) => u.id), empty, failed]
