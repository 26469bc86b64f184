//! title: host object behind a tool promise
//! value: [[], [], 0, 1]
const call = callTool('echo', { a: 1 })
const keys = []
for (const key in call) keys.push(key)
return [keys, Object.getOwnPropertyNames(call), Object.getOwnPropertySymbols(call).length, (await call).a]
