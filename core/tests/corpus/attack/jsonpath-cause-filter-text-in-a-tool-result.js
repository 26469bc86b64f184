//! title: jsonpath cause filter text in a tool result
//! value: 28
const { filter } = await callTool('echo', { filter: '$..[?(@.constructor.constructor("return 1")())]' })
const pick = new RegExp(filter.replace(/[^a-z]/g, ''))
return pick.source.length
