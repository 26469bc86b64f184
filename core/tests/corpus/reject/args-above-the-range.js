//! title: a number above the range
//! finding: INVALID_TOOL_ARGUMENTS 3
const page = await tools.orders.list({
  cursor: null,
  limit: 100,
})
return page.orders
