//! title: a Proxy that logs what is read
//! finding: NO_META_PROGRAMMING 3
const seen = []
const user = await tools.users.get({ id: 1 })
const spy = new Proxy(user, {
  get: (target, key) => { seen.push(key); return target[key] },
})
return [spy.name, seen]
