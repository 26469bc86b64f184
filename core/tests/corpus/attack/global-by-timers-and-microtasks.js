//! title: global by timers and microtasks
//! value: ["undefined", "undefined", "undefined"]
const kinds = []
await new Promise((done) => {
  const look = function () { kinds.push(typeof this); if (this && ['process', 'require', 'module', 'std', 'os', 'bjson', 'print', 'scriptArgs', 'loadScript', 'Worker', 'WebAssembly', 'fetch', 'Deno', 'Bun', 'gc', 'navigator', 'Proxy', 'ShadowRealm', 'eval'].filter((name) => this[name] !== undefined).length) kinds.push('ESCAPED') }
  queueMicrotask(look)
  setTimeout(look, 0)
  const every = setInterval(function () { clearInterval(every); look.call(this); done() }, 1)
})
return kinds
