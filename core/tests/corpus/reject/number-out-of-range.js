//! title: a number that is too large
//! finding: INVALID_TOOL_ARGUMENTS 1
const page = await tools.orders.list({ status: 'paid', limit: 500 })
return page.orders
