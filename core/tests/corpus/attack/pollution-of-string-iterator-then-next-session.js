//! title: pollution of string iterator then next session
//! value: 0
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const top = Object[of](''[Symbol.iterator]())
top.next = () => ({ done: true })
return [...'ab'].length
