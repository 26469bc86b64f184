//! title: pollution of function call does not reach our functions
//! console: ["[ 1, 2 ]"]
//! value: [[1, 2, 3], [1, 2], "2024-01-02T00:00:00.000Z", ["1"]]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of](() => 1)
const { call, apply, bind } = proto
proto.call = proto.apply = proto.bind = () => { callTool('escaped', {}); return 'ESCAPED' }
const seen = [[1, [2, [3]]].flat(2), await parallel([() => 1, () => 2]), new Date('2024-01-02').toISOString(), [...new Set(['1'])]]
console.log(seen[1])
proto.call = call
proto.apply = apply
proto.bind = bind
return seen
