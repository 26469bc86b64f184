//! title: pollution of to json does not change arguments
//! value: "ada"
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const top = Object[of]({})
top.toJSON = () => ({ to: 'attacker' })
const back = await callTool('echo', { to: 'ada' })
return back.to
