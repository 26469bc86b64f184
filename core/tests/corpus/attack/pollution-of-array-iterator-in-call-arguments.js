//! title: pollution of array iterator in call arguments
//! calls: [["echo", {"of": "getPrototypeOf"}], ["echo", {"list": [1, 2]}]]
//! value: {"list": [1, 2]}
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of]([].values())
const { next } = proto
proto.next = function () { return { done: true, value: 'ESCAPED' } }
const got = await callTool('echo', { list: [1, 2] })
proto.next = next
return got
