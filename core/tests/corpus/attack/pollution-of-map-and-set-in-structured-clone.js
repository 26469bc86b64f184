//! title: pollution of map and set in structured clone
//! value: [[1, {"b": 2}], true]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const source = [1, { b: 2 }]
source.push(source)
const proto = Object[of](new Map())
const { get, set } = proto
proto.get = () => undefined
proto.set = () => 'ESCAPED'
let copy
try { copy = structuredClone(source) } catch (error) { copy = error }
proto.get = get
proto.set = set
if (copy instanceof Error) return [[1, { b: 2 }], copy instanceof RangeError]
return [copy.slice(0, 2), copy[2] === copy]
