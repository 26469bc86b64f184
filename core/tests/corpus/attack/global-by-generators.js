//! title: global by generators
//! value: ["undefined", "undefined"]
function* look() { yield this }
async function* later() { yield this }
const g = look().next().value
const h = (await later().next()).value
if ((g && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => g[name] !== undefined).length) || (h && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => h[name] !== undefined).length)) return 'ESCAPED: a global object'
return [typeof g, typeof h]
