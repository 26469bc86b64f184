//! title: pollution of object prototype options of parallel
//! value: [3, [0, 1, 2]]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of]({})
proto.concurrency = 1
let running = 0
let most = 0
const thunk = (i) => async () => { running++; most = Math.max(most, running); await sleep(1); running--; return i }
const list = await parallel([0, 1, 2].map(thunk))
delete proto.concurrency
return [most, list]
