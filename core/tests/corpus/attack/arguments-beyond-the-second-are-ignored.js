//! title: arguments beyond the second are ignored
//! calls: [["echo", {"a": 1}], ["echo", {"a": 2}]]
//! value: [{"a": 1}, {"a": 2}]
const more = [{ get x() { callTool('escaped', {}) } }, () => callTool('escaped', {}), Symbol('x')]
return [await callTool('echo', { a: 1 }, ...more), await tools.echo({ a: 2 }, ...more)]
