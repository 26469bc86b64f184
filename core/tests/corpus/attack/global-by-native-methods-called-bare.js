//! title: global by native methods called bare
//! value: [["concat", "TypeError"], ["reverse", "TypeError"], ["valueOf", "TypeError"]]
const kinds = []
const { valueOf, toLocaleString, hasOwnProperty } = {}
const bare = { concat: [].concat, reverse: [].reverse, valueOf }
for (const [name, f] of Object.entries(bare)) {
  try {
    const g = (0, f)()
    kinds.push([name, typeof g])
    const inner = Array.isArray(g) ? g[0] : g
    if (inner && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => inner[name] !== undefined).length) return 'ESCAPED: a global object'
  } catch (error) {
    kinds.push([name, error.name])
  }
}
return kinds
