//! title: global by call apply and bind with nothing
//! value: ["undefined", "object", "undefined", "undefined", "object", "undefined"]
const look = function () { return this }
const all = [look.call(), look.call(null), look.apply(undefined), look.bind()(), look.bind(null)(), (0, { look }.look)()]
for (const g of all) if (g && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => g[name] !== undefined).length) return 'ESCAPED: a global object'
return all.map((g) => typeof g)
