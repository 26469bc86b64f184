//! title: wrapper closed with an arrow behind
//! stopped: 0 PARSE_ERROR
}; }); (function () { return async function () { return typeof this }; }); (function () { return async () => {
  if (this && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => this[name] !== undefined).length) return 'ESCAPED: a global object'
