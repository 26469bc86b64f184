//! title: ctor key from own property names
//! stopped: 4 EXECUTION_ERROR
const seen = []
for (const key of Object.getOwnPropertyNames(Object.getOwnPropertyNames)) seen.push(key)
class A {}
for (const key of [...seen, ...Object.getOwnPropertyNames(class { static constructor() {} })]) {
  if (key.length === 11) return (() => {})[key]("return 'ESCAPED'")()
}
return seen.length
