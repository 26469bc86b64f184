//! title: pollution of symbol iterator does not change arguments
//! value: {"list": [1, 2, 3]}
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const top = Object[of]([])
top[Symbol.iterator] = function* () { yield 'planted' }
const back = await callTool('echo', { list: [1, 2, 3] })
return back
