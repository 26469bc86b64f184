//! title: promise species on a tool promise
//! value: [1, ["undefined", "object", "undefined"]]
const { of } = await callTool('echo', { of: 'setPrototypeOf' })
const seen = []
class Odd extends Promise { constructor(run) { super((done, failed) => run((v) => { seen.push(typeof v); done(v) }, failed)) } }
const call = callTool('echo', { a: 1 })
Object[of](call, Object[of.replace('set', 'get')](Odd.resolve()))
const got = await call.then((v) => v)
return [got.a, seen]
