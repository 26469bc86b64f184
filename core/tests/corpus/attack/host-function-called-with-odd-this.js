//! title: host function called with odd this
//! value: [{"a": 1}, {"b": 2}]
const got = await callTool.call(tools, 'echo', { a: 1 })
const other = await tools.echo.call(null, { b: 2 })
return [got, other]
