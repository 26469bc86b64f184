//! title: objects around primitives cross as the primitives, and a view as its part
//! console: ["[Object: 'x'] [Object: 1n] /a\\/b/dgi { u: https://h.test/ }"]
//! value: ["x", 7, false, {"$bigint": "5"}, {"a": {"$bytes": [1]}}, {"v": "echoed"}]
const echoed = await callTool('echo', { v: new String('echoed') })
console.log(new String('x'), Object(1n), /a\/b/gid, { u: new URL('https://h.test') })
return [new String('x'), Object(7), new Boolean(false), Object(5n), { a: new DataView(Uint8Array.of(0, 1).buffer, 1) }, echoed]
