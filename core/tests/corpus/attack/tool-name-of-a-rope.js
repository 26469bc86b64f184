//! title: tool name of a rope
//! calls: [["echo", {"a": 1}]]
//! value: {"a": 1}
const { length } = [...'ec']
let name = ''
for (let i = 0; i < 4; i++) name = name + 'echo'[i]
return length && await callTool(name, { a: 1 })
