//! title: limit iterations after await
//! calls: [["echo", {"a": 1}]]
//! stopped: 4 MAX_ITERATIONS
const run = async () => {
  let { a } = await callTool('echo', { a: 1 })
  try { while (a > 0) a += 1 } finally { await callTool('escaped', {}) }
}
await Promise.allSettled([run()])
await callTool('escaped', {})
