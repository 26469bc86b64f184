//! title: pollution of promise then takes nothing of ours
//! value: [1, 1, true]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const seen = []
const top = Object[of](Promise.resolve())
const then = top.then
top.then = function (done, failed) { seen.push([typeof done, typeof this]); return then.call(this, done, failed) }
const [user] = await parallel([() => tools.users.get({ id: 1 })])
const later = await Promise.all([callTool('echo', { a: 1 })])
return [user.id, later[0].a, seen.every(([kind]) => kind === 'function')]
