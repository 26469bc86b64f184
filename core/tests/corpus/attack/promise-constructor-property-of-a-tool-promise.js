//! title: promise constructor property of a tool promise
//! value: 1
const call = callTool('echo', { a: 1 })
const o = {}
Object.assign(call, { then: undefined })
const got = await call
return got?.a ?? typeof got
