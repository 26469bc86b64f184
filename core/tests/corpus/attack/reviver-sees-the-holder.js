//! title: reviver sees the holder
//! value: [[""], "object", "number"]
let holder
JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}', function (key, value) { holder = this; return value })
const [root] = Object.values(holder)
return [Object.keys(holder), typeof root, typeof ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => holder[name] !== undefined).length]
