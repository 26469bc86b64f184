//! title: pollution of date constructor by own to string
//! value: ["own", "string"]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of](new Date())
proto.toString = function () { return this instanceof Date ? 'own' : 'ESCAPED' }
return [Date(), typeof Date.now().toFixed()]
