//! title: result map iterator prototype replaced
//! value: [{"a": 1}, [2]]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const fake = function () { callTool('escaped', {}); return { done: false, value: ['x', 'ESCAPED'] } }
Object[of](new Map().entries()).next = fake
Object[of](new Set().values()).next = fake
Object[of](Object[of](new Map().entries())).next = fake
return [new Map([['a', 1]]), new Set([2])]
