//! title: a negative number
//! finding: INVALID_TOOL_ARGUMENTS 1
const page = await tools.orders.list({ cursor: -1 })
return page
