//! title: global by top level arguments
//! stopped: 1 UNKNOWN_GLOBAL
const seen = [typeof this, arguments.length]
if (this && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => this[name] !== undefined).length) return 'ESCAPED: a global object'
return seen
