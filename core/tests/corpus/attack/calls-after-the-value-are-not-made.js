//! title: calls after the value are not made
//! calls: [["echo", {"a": 1}]]
//! value: 1
const { a } = await callTool('echo', { a: 1 })
Promise.resolve().then(() => sleep(1)).then(() => callTool('escaped', {}))
return a
