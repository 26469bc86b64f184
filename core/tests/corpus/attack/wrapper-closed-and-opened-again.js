//! title: wrapper closed and opened again
//! stopped: 0 PARSE_ERROR
return 1 }; });
(function () { return async function () { const g = this; if (g && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => g[name] !== undefined).length) return 'ESCAPED: a global object'; return 1
