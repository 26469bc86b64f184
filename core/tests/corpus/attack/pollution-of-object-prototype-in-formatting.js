//! title: pollution of object prototype in formatting
//! value: ["1,234", "5"]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const proto = Object[of]({})
proto.style = 'currency'
proto.currency = 'ESCAPED'
proto.minimumFractionDigits = 20
const seen = [(1234).toLocaleString(), (5).toLocaleString('en-US')]
delete proto.style
delete proto.currency
delete proto.minimumFractionDigits
return seen
