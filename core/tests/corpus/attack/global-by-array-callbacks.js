//! title: global by array callbacks
//! value: ["undefined"]
const kinds = new Set()
const look = function () { kinds.add(typeof this); if (this && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => this[name] !== undefined).length) kinds.add('ESCAPED'); return 0 }
const a = [3, 1, 2]
a.map(look); a.forEach(look); a.filter(look); a.some(look); a.every(look); a.find(look); a.findLast(look)
a.reduce(look, 0); a.toSorted(look); a.sort(look); a.flatMap(look); Array.from(a, look); Uint8Array.from(a, look)
new Uint8Array(a).map(look); new Uint8Array(a).sort(look)
return [...kinds]
