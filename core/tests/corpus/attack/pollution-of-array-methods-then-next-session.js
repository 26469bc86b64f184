//! title: pollution of array methods then next session
//! value: "changed"
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const top = Object[of]([])
top.map = () => 'changed'
top.join = () => 'changed'
top.toString = () => 'changed'
return [1, 2].map(String)
