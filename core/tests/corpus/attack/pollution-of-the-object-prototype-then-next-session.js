//! title: pollution of the object prototype then next session
//! value: ["leaked", "acme"]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const top = Object[of]({})
top.leaked = 'leaked'
top.tenant = 'other'
return [({}).leaked, context.tenant]
