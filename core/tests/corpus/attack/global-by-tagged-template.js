//! title: global by tagged template
//! value: ["undefined", "undefined"]
const tag = function () { return this }
const g = tag`a${1}b`
if (g && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => g[name] !== undefined).length) return 'ESCAPED: a global object'
return [typeof g, typeof (0, { tag }.tag)`x`]
