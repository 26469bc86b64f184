//! title: caller by bound accessors
//! value: ["TypeError", "TypeError"]
const { of, get } = await callTool('echo', { of: 'getPrototypeOf', get: 'getOwnPropertyDescriptors' })
const all = Object[get](Object[of](() => {}))
const seen = []
for (const key of ['caller', 'arguments']) {
  const getter = all[key]?.get
  try { seen.push(typeof getter?.call(function f() {})) } catch (error) { seen.push(error.name) }
}
return seen
