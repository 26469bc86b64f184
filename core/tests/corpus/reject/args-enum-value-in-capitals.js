//! title: a listed value in capitals
//! finding: INVALID_TOOL_ARGUMENTS 1
const { orders } = await tools.orders.list({ status: 'PAID' })
return orders.length
