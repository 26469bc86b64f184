//! title: proto in tool arguments
//! value: [["a"], ["b"], "none"]
const args = JSON.parse('{"__proto__": {"isAdmin": true}, "a": {"constructor": 1, "b": 2, "prototype": 3}}')
const back = await callTool('echo', args)
return [Object.keys(back), Object.keys(back.a), back.isAdmin ?? 'none']
