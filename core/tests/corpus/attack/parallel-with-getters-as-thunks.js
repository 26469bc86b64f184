//! title: parallel with getters as thunks
//! value: [[1, "thrown"], 1]
const { def } = await callTool('echo', { def: 'defineProperty' })
let looks = 0
const list = [0]
Object[def](list, 0, { get() { looks++; return () => 1 } })
const seen = await parallel(list)
Object[def](list, 1, { get() { throw 'thrown' }, enumerable: true })
let error
try { await parallel([() => 1, () => list[1]]) } catch (caught) { error = caught }
return [[seen[0], error], looks]
