//! title: a number that is too small
//! finding: INVALID_TOOL_ARGUMENTS 1
return await tools.orders.list({ limit: 0 })
