//! title: global by promise callbacks
//! value: ["undefined"]
const kinds = new Set()
const look = function (done) { kinds.add(typeof this); if (this && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => this[name] !== undefined).length) kinds.add('ESCAPED'); if (typeof done === 'function') done() }
await new Promise(look)
await Promise.resolve().then(look)
await Promise.reject(0).catch(look)
await Promise.resolve().finally(look)
await Promise.try?.(look)
return [...kinds]
