//! title: a wrapper around a result that is not there
//! finding: INVALID_TOOL_ARGUMENTS 2
const result = await tools.orders.list({ limit: 2 })
const first = (await callTool('users:get', { id: 1 })).data
return [result.orders.length, first]
