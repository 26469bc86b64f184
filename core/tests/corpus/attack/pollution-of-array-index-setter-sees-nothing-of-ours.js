//! title: pollution of array index setter sees nothing of ours
//! value: ["Ada Lovelace", "a", ""]
const { of, def } = await callTool('echo', { of: 'getPrototypeOf', def: 'defineProperty' })
let seen = ''
Object[def](Object[of]([]), 0, { set(value) { seen += typeof value }, get() { return 'planted' }, configurable: true })
const [users, names] = await Promise.all([tools.users.list({ id: 1 }), parallel([() => 'a'])])
return [users[0].name, names[0], seen]
