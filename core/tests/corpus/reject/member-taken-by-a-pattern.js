//! title: a pattern takes a member that is not there
//! finding: INVALID_TOOL_ARGUMENTS 1
const { orders, next } = await tools.orders.list({})
return [orders, next]
