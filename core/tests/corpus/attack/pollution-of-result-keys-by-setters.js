//! title: pollution of result keys by setters
//! value: ["Grace Hopper", "NO_SUCH_USER", "m", []]
const { of, def } = await callTool('echo', { of: 'getPrototypeOf', def: 'defineProperty' })
const seen = []
for (const key of ['name', 'email', 'id', 'message', 'code', 'value']) {
  Object[def](Object[of]({}), key, { set(value) { seen.push(key) }, get() { return 'planted' }, configurable: true })
}
const user = await callTool('users:get', { id: 2 })
const failure = await callTool('fail', { message: 'm' }).catch((error) => error)
return [user.name, failure.code, failure.message, seen]
