//! title: callsite objects by prepare stack trace
//! value: ["none", "string"]
const { k } = await callTool('echo', { k: 'prepareStack' })
let got = 'none'
Error[k + 'Trace'] = (error, frames) => { got = frames; return frames }
const stack = new Error('x').stack
if (Array.isArray(stack)) {
  const g = stack.map((frame) => frame.getThis?.()).find((value) => value && typeof value === 'object')
  const f = stack.map((frame) => frame.getFunction?.()).find(Boolean)
  if (g && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => g[name] !== undefined).length) return 'ESCAPED: a global by a frame'
  if (f) return f.arguments ? 'ESCAPED: arguments of a frame' : 'a function'
}
return [got, typeof stack]
