//! title: global by text callbacks
//! value: ["undefined"]
const kinds = new Set()
const look = function () { kinds.add(typeof this); if (this && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => this[name] !== undefined).length) kinds.add('ESCAPED'); return '' }
'abc'.replace('a', look); 'abc'.replaceAll('b', look); 'abc'.replace(/c/g, look)
JSON.stringify({ a: look }); new Map([[1, 2]]).forEach(look); new Set([1]).forEach(look)
return [...kinds].sort()
