//! title: tool results are not shared between calls
//! value: ["Ada Lovelace", true]
const first = await callTool('users:get', { id: 1 })
first.name = 'changed'
first.tags.push('changed')
const second = await callTool('users:get', { id: 1 })
return [second.name, second.tags.length === 1]
