//! title: global by function with own sloppy directive
//! value: "undefined"
function f() { 'not strict'; return this }
const g = f()
if (g && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => g[name] !== undefined).length) return 'ESCAPED: a global object'
return typeof g
