//! title: result inherited members stay behind
//! value: {"own": 1}
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
Object[of]({}).planted = 'ESCAPED'
return Object.assign(Object.create({ inherited: 'ESCAPED' }), { own: 1 })
