//! title: a cache of weak references
//! finding: DISALLOWED_IDENTIFIER 3
const cache = new Map()
const user = await tools.users.get({ id: 1 })
cache.set(1, new WeakRef(user))
return cache.get(1).deref().name
