//! title: tool results with prototype keys are dropped
//! calls: [["echo", {"list": [{"a": 1}]}]]
//! value: [["a"], true]
const { list: [item] } = await callTool('echo', { list: [JSON.parse('{"a":1,"__proto__":{"admin":true},"constructor":5}')] })
return [Object.keys(item), item.admin === undefined]
