//! title: node vm cause context prototype is the hosts
//! value: [true, true, true, true]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const own = Object[of]({})
const seen = [context, await callTool('echo', { a: { b: [1] } }), tools, console].map((value) => Object[of](value) === own || Object[of](value) === null)
return seen
