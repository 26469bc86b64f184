//! title: pollution of promise prototype in parallel
//! value: ["object", 1, {"a": 1}]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of](Promise.resolve())
const { then } = proto
let taken = 'nothing'
proto.then = function (done) { taken = typeof this; return then.call(this, done) }
proto.catch = proto.finally = () => 'ESCAPED'
const list = await parallel([() => 1, () => tools.echo({ a: 1 })])
proto.then = then
return [typeof list, ...list]
