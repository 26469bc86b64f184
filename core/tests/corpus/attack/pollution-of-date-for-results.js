//! title: pollution of date for results
//! value: [{"$date": 7}, {"$date": 8}]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of](new Date())
proto.getTime = proto.valueOf = proto.toISOString = () => { callTool('escaped', {}); return 0 }
const { at } = await callTool('echo', { at: new Date(7) })
Date.now = () => 'ESCAPED'
return [at, new Date(8)]
