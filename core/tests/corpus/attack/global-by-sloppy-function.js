//! title: global by sloppy function
//! value: "undefined"
const g = (function () { return this })()
if (g && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => g[name] !== undefined).length) return 'ESCAPED: a global object'
return typeof g
